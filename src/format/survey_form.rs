//! A survey as one page that is handed out: it needs nothing from elsewhere, and gives the answer back as a line of text.

use super::Markup;
use crate::analysis::survey::Scale;
use crate::model::kind::{CSAT, KANO, NPS};

const STYLE: &str = ":root{color-scheme:light dark}body{margin:3rem auto;max-width:36rem;padding:0 1.5rem;font:16px/1.5 system-ui,sans-serif}fieldset{border:0;padding:0;margin:0 0 2rem}legend{font-weight:600;margin-bottom:.5rem}label{margin-right:1rem;white-space:nowrap}input[type=text],textarea{width:100%;font:inherit;box-sizing:border-box}output{display:block;margin-top:1rem;padding:1rem;border:1px solid;white-space:pre-wrap;overflow-wrap:anywhere}button{font:inherit;padding:.4rem 1rem}";

/// Puts the answer together when it is given; a tab stands between its parts.
const SCRIPT: &str = "document.forms[0].onsubmit=e=>{e.preventDefault();const f=new FormData(e.target),c=t=>(t||'').replace(/\\s+/g,' ').trim();const l=[...f.keys()].filter(k=>k[0]=='n').map(k=>f.get(k)).concat([c(f.get('s')),c(f.get('w'))]).join('\\t');document.querySelector('output').textContent=l;document.querySelector('section').hidden=false;navigator.clipboard&&navigator.clipboard.writeText(l).catch(()=>{})}";

/// The questions of a kind of survey: each with what its least and its most mean.
fn questions(asks: &str, product: &str, question: &str) -> Vec<(String, [&'static str; 2])> {
    let asked =
        |usual: String| if question.trim().is_empty() { usual } else { question.replace('…', product) };
    match asks {
        NPS => vec![(
            asked(format!("How likely is it that you would recommend {product}?")),
            ["not at all", "certainly"],
        )],
        CSAT => vec![(asked(format!("How satisfied are you with {product}?")), ["not at all", "very"])],
        KANO => {
            let what =
                if question.trim().is_empty() { "this".to_owned() } else { question.replace('…', product) };
            let ends = ["I would like it", "I would dislike it"];
            vec![
                (format!("How would you feel if you had {what}?"), ends),
                (format!("How would you feel if you did not have {what}?"), ends),
            ]
        }
        _ => {
            let what =
                if question.trim().is_empty() { "this".to_owned() } else { question.replace('…', product) };
            vec![
                (format!("How important is it to you: {what}?"), ["not at all", "very"]),
                (format!("How satisfied are you with how it is done today: {what}?"), ["not at all", "very"]),
            ]
        }
    }
}

/// The page.
pub fn survey_form(product: &str, asks: &str, question: &str) -> String {
    let scale = Scale::of(asks);
    let mut html = Markup::default();
    html.tags("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>");
    html.text(product)
        .tags("</title><style>")
        .tags(STYLE)
        .tags("</style></head><body><h1>")
        .text(product)
        .tags("</h1><form>");
    for (place, (words, [least, most])) in questions(asks, product, question).into_iter().enumerate() {
        html.tags("<fieldset><legend>").text(&words).tags("</legend>").text(least).tags(" ");
        for step in scale.least..=scale.most {
            html.tags("<label><input type=\"radio\" required name=\"n").text(&place.to_string()).tags("\"");
            html.attribute("value", &step.to_string()).tags("> ").text(&step.to_string()).tags("</label>");
        }
        html.text(most).tags("</fieldset>");
    }
    html.tags("<fieldset><legend>Who are you?</legend><input type=\"text\" name=\"s\" aria-label=\"Who are you?\"></fieldset><fieldset><legend>Why?</legend><textarea name=\"w\" rows=\"4\" aria-label=\"Why?\"></textarea></fieldset><button>Give the answer</button></form><section hidden><p>Thank you. Send this line back to who asked you; it is copied.</p><output></output></section><script>");
    html.tags(SCRIPT).tags("</script></body></html>");
    html.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_has_its_scale_and_nothing_from_elsewhere() {
        let html = survey_form("Spoke <b>", NPS, "");
        assert_eq!(html.matches("type=\"radio\"").count(), 11);
        assert!(
            html.contains("recommend Spoke &lt;b&gt;?") && !html.contains("http") && !html.contains("src=")
        );
        assert_eq!(survey_form("Spoke", KANO, "a reminder").matches("type=\"radio\"").count(), 10);
        assert!(survey_form("Spoke", CSAT, "Is … good?").contains("Is Spoke good?"));
    }
}
