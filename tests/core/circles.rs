//! No circle between files: each can be understood after those it names. A folder and its own files are one thing here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::layers::{root, sources};

/// A module by the names that lead to it from the root of the crate.
type Module = Vec<String>;

/// The code of each module, without remarks and without its tests.
struct Code(BTreeMap<Module, String>);

fn module_of(file: &Path) -> Module {
    let path = file.with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    names.filter(|name| !["mod", "lib", "main"].contains(&name.as_str())).collect()
}

fn code_of(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths of `a::{b, c::{d, e as f}}`: `a::b`, `a::c::d`, `a::c::e`.
fn paths_of(tree: &str) -> Vec<String> {
    let Some((head, group)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or_default();
        return vec![path.split_whitespace().collect()];
    };
    let head: String = head.split_whitespace().collect();
    let group = group.trim_end().trim_end_matches('}');
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&group[start..]);
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    // A group within was cut with the brace that ends it.
    let whole = parts.map(|part| {
        let open = part.matches('{').count() - part.matches('}').count();
        [part, &"}".repeat(open)].concat()
    });
    whole.flat_map(|part| paths_of(&part)).map(|path| [head.as_str(), &path].concat()).collect()
}

impl Code {
    fn read() -> Self {
        let folder = root().join("src");
        let of = |path: &Path| {
            let inside = path.strip_prefix(&folder).unwrap();
            (module_of(inside), code_of(&fs::read_to_string(path).unwrap()))
        };
        Self(sources(&folder).iter().map(|path| of(path)).collect())
    }

    /// Where a path leads that is written in a module; none for what is not of this crate.
    fn absolute(&self, module: &Module, path: &str) -> Option<Module> {
        let mut names: Vec<&str> = path.split("::").collect();
        let mut base = module.clone();
        match *names.first()? {
            "crate" => base.clear(),
            "self" => {}
            "super" => drop(base.pop()),
            name => {
                let child = [module.as_slice(), &[name.to_owned()]].concat();
                return self.0.contains_key(&child).then(|| {
                    base.extend(names.into_iter().map(str::to_owned));
                    base
                });
            }
        }
        names.remove(0);
        while names.first() == Some(&"super") {
            base.pop();
            names.remove(0);
        }
        base.extend(names.into_iter().map(str::to_owned));
        Some(base)
    }

    /// The module a path leads into, and what is named there.
    fn place(&self, path: &[String]) -> Option<(Module, Option<String>)> {
        let module = (1..=path.len()).rev().map(|end| &path[..end]).find(|it| self.0.contains_key(*it))?;
        Some((module.to_vec(), path.get(module.len()).cloned()))
    }

    /// The paths of the `use` declarations of a module, each with whether it is passed on.
    fn uses<'a>(&'a self, module: &Module) -> impl Iterator<Item = (String, bool)> + 'a {
        let code = &self.0[module];
        code.match_indices("use ").flat_map(move |(at, word)| {
            let line = code[..at].lines().next_back().unwrap_or_default();
            let is_start = code[..at].ends_with('\n') || line.trim().is_empty() || line.contains("pub");
            let tree = code[at + word.len()..].split(';').next().filter(|_| is_start).unwrap_or_default();
            let is_public = line.contains("pub");
            paths_of(tree).into_iter().map(move |path| (path, is_public))
        })
    }

    /// The module in which a name stands that a path leads to, through whatever passes it on.
    fn home(&self, path: Module, passed_on: &BTreeMap<Module, BTreeMap<String, Module>>) -> Option<Module> {
        let mut path = path;
        for _ in 0..8 {
            let (module, name) = self.place(&path)?;
            match name.as_ref().and_then(|name| passed_on.get(&module)?.get(name)) {
                Some(further) => path.clone_from(further),
                None => return Some(module),
            }
        }
        None
    }

    /// Which modules each one names.
    fn arrows(&self) -> BTreeMap<&Module, BTreeSet<Module>> {
        let passed_on: BTreeMap<Module, BTreeMap<String, Module>> = self
            .0
            .keys()
            .map(|module| {
                let public = self.uses(module).filter(|(_, is_public)| *is_public);
                let paths = public.filter_map(|(path, _)| self.absolute(module, &path));
                (module.clone(), paths.filter_map(|path| Some((path.last()?.clone(), path))).collect())
            })
            .collect();
        let named = |module: &Module| -> BTreeSet<Module> {
            let code = &self.0[module];
            let inline = ["crate::", "super::"].into_iter().flat_map(|word| code.match_indices(word)).map(
                |(at, _)| {
                    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
                    let path: String = code[at..].chars().take_while(|letter| is_path(*letter)).collect();
                    path.trim_end_matches(':').to_owned()
                },
            );
            let paths = self.uses(module).map(|(path, _)| path).chain(inline);
            let homes = paths.filter_map(|path| self.home(self.absolute(module, &path)?, &passed_on));
            homes.filter(|home| !home.starts_with(module) && !module.starts_with(home)).collect()
        };
        self.0.keys().map(|module| (module, named(module))).collect()
    }

    /// A circle, as the modules on it; none where there is none.
    fn circle(&self) -> Option<Vec<String>> {
        let arrows = self.arrows();
        let mut done = BTreeSet::new();
        for start in self.0.keys() {
            let mut way: Vec<(&Module, Vec<&Module>)> = Vec::new();
            let next = |module: &Module| {
                arrows[module].iter().filter_map(|to| self.0.get_key_value(to)).map(|(to, _)| to).collect()
            };
            if !done.contains(start) {
                way.push((start, next(start)));
            }
            while let Some((at, open)) = way.last_mut() {
                let (at, next_open) = (*at, open.pop());
                match next_open {
                    Some(to) if way.iter().any(|(on, _)| *on == to) => {
                        let circle = way.iter().map(|(on, _)| *on).skip_while(|on| *on != to);
                        return Some(circle.chain([to]).map(|module| module.join("/")).collect());
                    }
                    Some(to) if done.contains(to) => {}
                    Some(to) => way.push((to, next(to))),
                    None => {
                        done.insert(at);
                        way.pop();
                    }
                }
            }
        }
        None
    }
}

#[test]
fn no_file_hangs_in_a_circle() {
    let circle = Code::read().circle();
    assert!(circle.is_none(), "{}", circle.unwrap_or_default().join(" -> "));
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let of = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(name, text)| (module_of(Path::new(name)), code_of(text)));
        Code(files.collect()).circle().map(|circle| circle.join(" -> "))
    };
    let room = ("room/mod.rs", "mod a;\nmod b;\npub use a::{One, Two as Deux};\npub use b::three;");
    let seen =
        of(&[room, ("room/a.rs", "use super::three;"), ("room/b.rs", "use super::{One,\n    other};")]);
    assert_eq!(seen.as_deref(), Some("room/a -> room/b -> room/a"));
    let seen = of(&[
        room,
        ("room/a.rs", "fn it() { super::b::three() }"),
        ("room/b.rs", "use crate::room::{x::{y}, a::One};"),
    ]);
    assert_eq!(seen.as_deref(), Some("room/a -> room/b -> room/a"));
    let free =
        of(&[room, ("room/a.rs", "// use super::three;\nuse std::fs;"), ("room/b.rs", "use super::One;")]);
    assert_eq!(free, None);
}
