//! Items as a script that makes issues on GitHub by its own program `gh`.
//!
//! An issue is known again by a mark in its text, so the script makes nothing twice. Every text of a person stands in single
//! quotes, or between lines that close what is read as it is: nothing of it is ever run.

use std::fmt::Write as _;

use super::chosen::{Chosen, ExportOrder, Of, in_parts};
use crate::format::join_list;
use crate::model::{Category, Id, set_of};

/// What comes before the issues. `gh` reads labels as a list with commas between, so a label may have to be quoted twice.
const HEAD: &str = r#"set -eu

known=$(gh issue list --state all --limit 100000 --json number,state,body --jq '.[] | . as $issue | (.body // "" | capture("<!-- throughline:(?<key>[^ ]+) -->").key) + " " + ($issue.number | tostring) + " " + $issue.state')
labels=$(gh label list --limit 10000 --json name --jq '.[].name')
milestones=$(gh api --paginate 'repos/{owner}/{repo}/milestones?state=all&per_page=100' --jq '.[] | .state + " " + .title')
made=0

# The number of an issue by its key here.
number() { printf '%s\n' "$known" | sed -n "s/^$1 \([0-9]*\) .*/\1/p" | head -n 1; }

label() {
  printf '%s\n' "$labels" | grep -qixF -e "$1" || gh label create -- "$1" >/dev/null
}

# Its name, and what else is said of it.
milestone() {
  name=$1
  shift
  printf '%s\n' "$milestones" | grep -qxF -e "open $name" -e "closed $name" && return
  gh api 'repos/{owner}/{repo}/milestones' -f title="$name" "$@" >/dev/null
  milestones="$milestones
open $name"
}

# Key, how it ended, key above it, milestone, title, labels; its text is read.
issue() {
  key=$1 end=$2 above=$3 milestone=$4 title=$5
  shift 5
  number=$(number "$key")
  if [ -n "$number" ]; then
    cat >/dev/null
    case "$known" in *"$key $number CLOSED"*) return ;; esac
  else
    for name do
      shift
      set -- "$@" --label "$name"
    done
    # gh finds those alone that are open.
    if printf '%s\n' "$milestones" | grep -qxF -e "open $milestone"; then
      set -- "$@" --milestone "$milestone"
    fi
    part=$(number "$above")
    url=$({ [ -z "$part" ] || printf 'Part of #%s\n\n' "$part"; cat; } | gh issue create --title "$title" --body-file - "$@")
    number=${url##*/}
    known="$known
$key $number OPEN"
    made=$((made + 1))
    printf '%s #%s\n' "$key" "$number"
    # GitHub asks for a second between what is made.
    sleep 1
  fi
  [ -z "$end" ] || gh issue close "$number" --reason "$end" >/dev/null
}

"#;

/// What has no field there, and stands below the text.
const FACTS: [(&str, Of); 6] = [
    ("Part of", Of::Parent),
    ("Status", Of::State),
    ("Estimate", Of::Points),
    ("Sprint", Of::Sprint),
    ("Waits for", Of::WaitsFor),
    ("Delegated to", Of::Delegate),
];

/// The script.
pub(super) fn script(chosen: &Chosen<'_>) -> String {
    let mut text = format!(
        "#!/bin/sh\n# {} for GitHub Issues. Run it where gh is logged in and in the repository; again, it makes nothing twice.\n{HEAD}",
        chosen.product.name
    );
    let mut labels: Vec<String> = Vec::new();
    let mut releases: Vec<Id> = Vec::new();
    for line in &chosen.lines {
        labels.extend(chosen.says(Of::LabelsAndType, line));
        releases.extend(line.item.release);
    }
    for label in &set_of(labels) {
        let _ = writeln!(text, "label {}", quoted(label));
    }
    for id in &set_of(releases) {
        if let Some(release) = chosen.tables.releases.get(*id) {
            let day = release.planned.map(|day| format!(" -f due_on={day}T12:00:00Z"));
            let _ = writeln!(text, "milestone {}{}", quoted(&release.name), day.unwrap_or_default());
        }
    }
    for line in chosen.in_order(ExportOrder::Levels) {
        let said = |of| chosen.says(of, line).concat();
        let end = match chosen.category(&line.item.status) {
            Some(Category::Done) => "completed",
            Some(Category::Cancelled) => "not planned",
            _ => "",
        };
        let mut call = String::from("issue");
        let key = said(Of::Key);
        for word in [&key, end, &said(Of::ParentKey), &said(Of::Release), &said(Of::Title)] {
            call.push_str(&[" ", &quoted(word)].concat());
        }
        for label in chosen.says(Of::LabelsAndType, line) {
            call.push_str(&[" ", &quoted(&join_list(std::iter::once(label)))].concat());
        }
        let mark = format!("<!-- throughline:{key} -->");
        let body = in_parts(&[&chosen.body(line.item), &chosen.facts(&FACTS, line), &mark]);
        let end = end_of(&body);
        let _ = writeln!(text, "{call} <<'{end}'\n{body}\n{end}");
    }
    text.push_str("printf '%s made, the others were there.\\n' \"$made\"\n");
    text
}

/// A text as one word of the shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// A line that is none of the text's, to end it.
fn end_of(text: &str) -> String {
    let mut end = String::from("END");
    while text.lines().any(|line| line == end) {
        end.push('_');
    }
    end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_word_of_the_shell_is_the_text(text in "[ -~\\n]{0,40}") {
            // Read as a shell reads: what stands in single quotes as it is, one sign after a stroke as it is.
            let (mut read, mut is_quoted, word) = (String::new(), false, quoted(&text));
            let mut letters = word.chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\'' => is_quoted = !is_quoted,
                    '\\' if !is_quoted => read.extend(letters.next()),
                    _ => {
                        prop_assert!(is_quoted, "{word}");
                        read.push(letter);
                    }
                }
            }
            prop_assert_eq!((read, is_quoted), (text, false));
        }

        #[test]
        fn no_line_of_a_text_ends_it(text in "((END|END_|x)\\n?){0,6}") {
            let end = end_of(&text);
            prop_assert!(text.lines().all(|line| line != end));
        }
    }
}
