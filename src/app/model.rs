//! The page's one reducer: the pure one of `view`, made known to Yew.

use crate::view::state::{Action, State};
use std::rc::Rc;
use yew::prelude::*;

/// The state as Yew keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model(pub State);

impl Reducible for Model {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(Model(self.0.clone().reduce(action)))
    }
}

/// A callback that emits an action where the event means one.
pub fn emit<E: 'static>(on: &Callback<Action>, read: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
    let on = on.clone();
    Callback::from(move |event| {
        if let Some(action) = read(event) {
            on.emit(action);
        }
    })
}
