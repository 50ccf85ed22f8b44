//! The service worker keeps the page for use without a network. A newer version of it waits until the reader takes it.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};
use yew::prelude::*;

/// The service worker's program, relative to the document's base; its folder is what it serves.
const PROGRAM: &str = "./sw.js";
/// What tells a waiting service worker to take over.
const TAKE_OVER: &str = "take over";

/// A newer version, loaded and waiting.
#[derive(Clone, Debug, PartialEq)]
pub struct Update(ServiceWorker);

impl Update {
    /// Changes to the newer version, which loads the page again.
    pub fn take(&self) {
        if let Some(container) = container() {
            let reload = Closure::once_into_js(|| {
                if let Some(window) = web_sys::window() {
                    let _stays = window.location().reload();
                }
            });
            container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        }
        let _gone = self.0.post_message(&JsValue::from_str(TAKE_OVER));
    }
}

/// Has the browser keep the page, and reports each newer version once it waits. Where the browser will not (no
/// service workers, a private window, an insecure address), the page works as before, with a network.
pub fn keep(report: impl Fn(Update) + Clone + 'static) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        if let Ok(registration) = JsFuture::from(container.register(PROGRAM)).await {
            watch(&registration.unchecked_into(), &container, report);
        }
    });
}

fn watch(
    registration: &ServiceWorkerRegistration,
    container: &ServiceWorkerContainer,
    report: impl Fn(Update) + Clone + 'static,
) {
    // Without a controller this is the first visit: what installs itself is this very version.
    if container.controller().is_none() {
        return;
    }
    if let Some(waiting) = registration.waiting() {
        report(Update(waiting));
    }
    let found = Closure::<dyn Fn()>::new({
        let registration = registration.clone();
        move || {
            if let Some(installing) = registration.installing() {
                when_installed(installing, report.clone());
            }
        }
    });
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    found.forget();
}

fn when_installed(worker: ServiceWorker, report: impl Fn(Update) + 'static) {
    let changed = Closure::<dyn Fn()>::new({
        let worker = worker.clone();
        move || {
            if worker.state() == ServiceWorkerState::Installed {
                report(Update(worker.clone()));
            }
        }
    });
    worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
    changed.forget();
}

/// The browser's keeper of service workers, where there is one.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    js_sys::Reflect::has(&navigator, &"serviceWorker".into()).ok()?.then(|| navigator.service_worker())
}

/// Says that a newer version waits, once one does, and takes it on a click.
#[component]
pub fn UpdateNotice() -> Html {
    let waiting = use_state(|| None::<Update>);
    let found = waiting.setter();
    use_effect_with((), move |()| keep(move |update| found.set(Some(update))));
    let Some(update) = (*waiting).clone() else { return Html::default() };
    html! {
        <div class="notice" data-tone="note">
            <p>{ "A newer version of this page is ready. Reloading takes it; your article stays in the list of this device." }</p>
            <button onclick={move |_| update.take()}>{ "Reload" }</button>
        </div>
    }
}
