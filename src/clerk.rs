//! The clerk: a second worker, started when it is first needed, which makes and opens links and makes files. Its
//! program holds the link codec with its statistics and all file formats, which most visits never need.

use crate::export::Article;
use crate::port::{answer, listen};
use crate::protocol::{Answer, Call, EngineError, Request};
use crate::share;

/// Listens for calls and greets the page.
pub fn serve() {
    listen(|Call { id, request }| answer(id, perform(request)));
}

fn perform(request: Request) -> Result<Answer, EngineError> {
    match request {
        Request::Encode { payload } => share::encode(&payload).map(Answer::Link).map_err(EngineError::Link),
        Request::Decode { link } => share::decode(&link).map(Answer::Opened).map_err(EngineError::Link),
        Request::Export { format, contents } => {
            let article = Article::new(&contents.text, &contents.about, &contents.machine, &contents.log);
            Ok(Answer::File(format.export(&article)))
        }
        Request::Annotate { .. } => wasm_bindgen::throw_str("the clerk does not annotate"),
    }
}
