//! Tables under names that no Throughline would write: earlier builds took them from files, so they may be stored.

use throughline::command::{self, OnConflict};
use throughline::format::Document;
use throughline::storage::{KeyValue, Memory};

use crate::disk::{Fold, Hand, copy, reopen};
use crate::support::rows;

#[test]
fn a_table_of_any_name_is_opened_and_damage_to_it_is_named() {
    let text = r#"{"format":"throughline","version":1,"data":{"notes":[{"id":"0000000000000001"}]}}"#;
    for (name, words) in
        [("ärger", "1 ärger cannot be read"), ("", "1 records of a list without a name cannot")]
    {
        let mut document = Document::parse(text).unwrap();
        let records = document.tables.remove("notes").unwrap();
        document.tables.insert(name.to_owned(), records);
        let disk = Memory::default();
        let mut hand = Hand::open(disk.clone(), 1);
        hand.desk.edit(|tx| command::restore(tx, &document, &OnConflict::NewerWins.into()).unwrap());
        hand.save();
        hand.fold(Fold::Whole);

        let (store, again) = reopen(&disk);
        assert_eq!((store.damage(), rows(&again)), (&[][..], rows(&hand.desk.workspace)));
        assert!(again.tables().any(name).is_some_and(|table| !table.is_empty()), "“{name}” is lost");

        let end = format!(".{name}");
        let key = disk.keys().into_iter().find(|key| key.contains("/s/") && key.ends_with(&end)).unwrap();
        for damaged in [None, Some("{"), Some("ä")] {
            let disk = copy(&disk);
            match damaged {
                Some(text) => disk.set(&key, text).unwrap(),
                None => disk.remove(&key),
            }
            let (store, _) = reopen(&disk);
            let [damage] = store.damage() else { panic!("{:?}", store.damage()) };
            assert_eq!(damage.key, key);
            assert!(damage.words.starts_with(words), "{}", damage.words);
        }
    }
}
