//! Entities to sides: on whose behalf each of them stands in this article.

use super::entities::{Entity, Kind, Office, Registry};
use super::lexicon::world::{self, Class};
use super::offices::speaks_for_others;
use super::parties::Side;
use super::speakers::Voice;
use crate::document::{Alias, Aspect, PartyKind, Reason, capital};
use crate::order::{self, Order};
use std::collections::{BTreeMap, BTreeSet};

/// The sides of a story.
pub struct Sides {
    /// The entity that stands for the side of each entity.
    pub root: Vec<usize>,
    /// The side of each such entity that is worth a card.
    pub cards: BTreeMap<usize, Side>,
}

impl Sides {
    /// Why `e` is on its side, if it is not a side of its own.
    #[must_use]
    pub fn why(&self, registry: &Registry, e: usize) -> Option<Reason> {
        let root = self.root[e];
        if root == e {
            return None;
        }
        let card = self.cards.get(&root).filter(|card| card.name != registry.entities[e].name)?;
        Some(Reason {
            aspect: Aspect::Party,
            words: because(&registry.entities[e], &card.name),
            evidence: Vec::new(),
        })
    }
}

/// Plain words for why somebody speaks for a side.
fn because(entity: &Entity, side: &str) -> String {
    match current(entity) {
        Some(office) => format!("{} speaks as {} for {side}.", entity.name, office.word),
        None => format!("{} belongs to {side}.", entity.name),
    }
}

fn current(entity: &Entity) -> Option<&Office> {
    entity.offices.iter().find(|o| !o.former)
}

/// Draws the lines between the sides.
pub fn draw(registry: &mut Registry, voices: &[Voice]) -> Sides {
    let speaking = order::set(voices.iter().filter_map(|v| v.entity));
    let states = order::set(speaking.iter().filter_map(|&e| state_voice(registry, e)));
    let heads = registry.entities.iter().enumerate().filter_map(|(e, entity)| {
        let office = current(entity).filter(|o| is_highest(o.word))?;
        Some((e, entity.home?, office.word))
    });
    let heads: Vec<_> = heads.take(MOST_HEADS).collect();
    let mut lines = Lines { registry, speaking, international: states.len() > 1, heads };
    let count = lines.registry.entities.len();
    let mut root: Vec<usize> = (0..count).map(|e| lines.root(e)).collect();
    // Finding a root may bring in the entity of a state that the text names only by its offices.
    root.extend(count..lines.registry.entities.len());
    lines.chambers(&mut root);
    root.extend(root.len()..lines.registry.entities.len());
    let cards = lines.cards(&root, voices);
    Sides { root, cards }
}

/// The state that `e` speaks for on its face.
fn state_voice(registry: &Registry, e: usize) -> Option<u16> {
    let entity = &registry.entities[e];
    match entity.kind {
        Kind::State(id) => Some(id),
        Kind::Person if entity.body.is_none() => {
            let office = current(entity)?;
            matches!(office.class, Class::Government | Class::Spokes | Class::Military).then_some(())?;
            entity.home.or(registry.stage.filter(|_| office.class == Class::Government))
        }
        _ => None,
    }
}

struct Lines<'r, 's, 't> {
    registry: &'r mut Registry<'s, 't>,
    speaking: BTreeSet<usize>,
    international: bool,
    /// Holders of the highest offices, with state and office.
    heads: Vec<(usize, u16, &'static str)>,
}

impl Lines<'_, '_, '_> {
    fn root(&mut self, e: usize) -> usize {
        let mut at = e;
        for _ in 0..4 {
            let next = self.above(at);
            if next == at {
                break;
            }
            at = next;
        }
        at
    }

    /// For whom `e` speaks; itself if for nobody else.
    fn above(&mut self, e: usize) -> usize {
        let entity = &self.registry.entities[e];
        let home = entity.home;
        match entity.kind {
            Kind::State(_) | Kind::Part | Kind::Group => e,
            Kind::Outlet => home.filter(|_| self.international).map_or(e, |id| self.registry.state(id)),
            Kind::Body(Class::Organ) => home.or(self.registry.stage).map_or(e, |id| self.registry.state(id)),
            Kind::Body(Class::Agency | Class::Force) => match home {
                Some(id) if self.international => self.registry.state(id),
                _ => e,
            },
            Kind::Body(_) => e,
            Kind::Person => self.above_person(e),
        }
    }

    fn above_person(&mut self, e: usize) -> usize {
        let entity = &self.registry.entities[e];
        let body = entity.body.filter(|&b| self.registry.entities[b].kind != Kind::Outlet);
        let faction = body.is_some_and(|b| is_faction(&self.registry.entities[b]));
        let Some(office) = current(entity).copied() else {
            // "Ada Lind of the Harbour Union" speaks for it; "of the University of Tarn" for herself.
            let speaks = entity.offices.is_empty() && entity.chamber.is_none();
            return body.filter(|&b| speaks && self.is_joined(b)).unwrap_or(e);
        };
        if office.class == Class::Clergy && body.is_none() {
            return self.registry.church(office.word).unwrap_or(e);
        }
        let chaired = body.is_some_and(|b| self.registry.entities[b].kind == Kind::Body(Class::Legislature));
        if office.word == "representative" && !chaired && !faction {
            return body.unwrap_or(e);
        }
        if !speaks_for_others(office.class) || office.class == Class::Officer || chaired {
            return e;
        }
        if office.class == Class::Police && body.is_none() {
            return self.only_force().unwrap_or(e);
        }
        let abroad =
            matches!(office.word, "ambassador" | "envoy" | "special envoy" | "high commissioner" | "consul");
        let home = entity.home;
        match (body, home) {
            (Some(_), Some(id)) if abroad || faction && office.class == Class::Government => {
                self.registry.state(id)
            }
            (Some(b), _) if !(faction && office.class == Class::Government) => b,
            (_, Some(id)) if office.class != Class::Leader || office.word == "leader" => {
                self.registry.state(id)
            }
            _ if office.class == Class::Government => {
                self.vacant(e, office.word).map_or(e, |id| self.registry.state(id))
            }
            _ => e,
        }
    }

    /// The police force of the story, if it has just one.
    fn only_force(&self) -> Option<usize> {
        let force = |&e: &usize| self.registry.entities[e].kind == Kind::Body(Class::Force);
        let mut forces = (0..self.registry.entities.len().min(MOST_FORCES)).filter(force);
        forces.next().filter(|_| forces.next().is_none())
    }

    /// Whether who is "of" this body speaks for it: not scholars of a university or people of a place.
    fn is_joined(&self, body: usize) -> bool {
        let entity = &self.registry.entities[body];
        let learned = ["University", "College", "School", "Institute", "Hospital", "Academy"];
        let Kind::Body(class) = entity.kind else { return false };
        entity.proven
            && !matches!(class, Class::Legislature | Class::Court)
            && !learned.iter().any(|word| entity.name.contains(word))
    }

    /// The state that an office without one belongs to: the first that has nobody else in it.
    fn vacant(&self, e: usize, office: &str) -> Option<u16> {
        let taken = |id: u16| {
            self.heads.iter().any(|&(holder, home, word)| holder != e && home == id && word == office)
        };
        let stages = &self.registry.stages;
        // Where many states are in the story, the one that was spoken of.
        let near = self.registry.entities[e].near.filter(|&id| stages.len() > MANY_STAGES && !taken(id));
        near.or_else(|| stages.iter().copied().take(4).find(|&id| !taken(id))).or(self.registry.stage)
    }

    /// Officers of a legislature speak for it if they are several, or if it speaks itself.
    fn chambers(&mut self, root: &mut [usize]) {
        let mut members: BTreeMap<Option<u16>, Vec<usize>> = BTreeMap::new();
        for (e, entity) in self.registry.entities.iter().enumerate() {
            let chaired = |b: usize| self.registry.entities[b].kind == Kind::Body(Class::Legislature);
            let officer = current(entity).is_some_and(|o| {
                o.class == Class::Officer || o.class == Class::Leader && entity.body.is_some_and(chaired)
            });
            let chamber = entity.kind == Kind::Body(Class::Legislature);
            if (officer || chamber) && root.get(e) == Some(&e) && self.speaking.contains(&e) {
                members.entry(entity.home.or(self.registry.stage)).or_default().push(e);
            }
        }
        for list in members.values() {
            if list.len() < 2 {
                continue;
            }
            // A committee is not the house.
            let is_house = |e: usize| {
                let entity = &self.registry.entities[e];
                entity.kind != Kind::Person && !entity.name.contains("ommittee")
            };
            let home = self.registry.entities[list[0]].home.or(self.registry.stage);
            let house = |&e: &usize| {
                let entity = &self.registry.entities[e];
                let body = entity.body.map_or(entity, |b| &self.registry.entities[b]);
                let named = |word: &&str| body.kind != Kind::Person && body.name.contains(*word);
                match entity.chamber {
                    Some(word) if word.contains("house") => Some("House"),
                    Some("senate") => Some("Senate"),
                    chamber => chamber.or(["House", "Senate"].into_iter().find(named)),
                }
            };
            let mut houses: Vec<&str> = list.iter().filter_map(house).collect();
            houses.order();
            houses.dedup();
            let named = |one: Option<&str>| {
                self.registry.entities.iter().enumerate().position(|(e, entity)| {
                    let whole = ["Congress", "Parliament", "Assembly"];
                    entity.kind == Kind::Body(Class::Legislature)
                        && entity.home.or(self.registry.stage) == home
                        && match one {
                            Some(house) => is_house(e) && entity.name.contains(house),
                            None => whole.iter().any(|w| entity.name.contains(w)),
                        }
                })
            };
            let mut unite = |members: &[usize], whole: Option<usize>| {
                let body = members.iter().copied().find(|&e| is_house(e));
                let chamber = body.or(whole).unwrap_or(members[0]);
                root[chamber] = chamber;
                members.iter().for_each(|&e| root[e] = chamber);
            };
            match houses[..] {
                [one] => unite(list, named(Some(one))),
                // Two houses that the text does not take together speak each for itself.
                [_, ..] if named(None).is_none_or(|whole| !list.contains(&whole)) => {
                    for one in houses {
                        let members: Vec<usize> =
                            list.iter().copied().filter(|e| house(e) == Some(one)).collect();
                        unite(&members, named(Some(one)));
                    }
                }
                _ => unite(list, named(None)),
            }
        }
    }

    fn cards(&self, root: &[usize], voices: &[Voice]) -> BTreeMap<usize, Side> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (e, &r) in root.iter().enumerate() {
            members.entry(r).or_default().push(e);
        }
        let heard = order::set(voices.iter().flat_map(|v| v.entity.iter().chain(&v.also)).map(|&e| root[e]));
        let mut cards = BTreeMap::new();
        for (&r, members) in &members {
            let entity = &self.registry.entities[r];
            let known = matches!(entity.kind, Kind::State(_) | Kind::Part | Kind::Group);
            // What is only ever "in Tarn" or "near Tarn" is a place.
            let place = entity.count > 0 && entity.there == entity.count;
            if heard.contains(&r) || known || !place && (entity.proven || members.len() > 1) {
                cards.insert(r, self.card(r, members, root, voices));
            }
        }
        cards
    }

    fn card(&self, r: usize, members: &[usize], root: &[usize], voices: &[Voice]) -> Side {
        let entity = &self.registry.entities[r];
        let mut name = entity.name.trim_start_matches("the ").trim_start_matches("The ").to_owned();
        let mut kind = match entity.kind {
            Kind::State(_) | Kind::Part => PartyKind::State,
            Kind::Body(_) | Kind::Outlet => PartyKind::Organisation,
            Kind::Person => PartyKind::Person,
            Kind::Group => PartyKind::Group,
        };
        let mut letters = initials(&name);
        if let Kind::State(id) = entity.kind {
            letters = world::state(id).code.to_owned();
            if let Some(head) = self.head(id, members, root, voices) {
                name.clone_from(&self.registry.entities[head].name);
                letters = initials(&name);
                kind = PartyKind::Person;
            }
        }
        let mut aliases: Vec<Alias> = Vec::new();
        for &m in members {
            let member = &self.registry.entities[m];
            if member.name != name && m != r {
                let reason =
                    Reason { aspect: Aspect::Party, words: because(member, &name), evidence: Vec::new() };
                aliases.push(Alias { words: member.name.clone(), reason });
            }
            aliases.extend(member.aliases.iter().filter(|a| a.words != name).cloned());
        }
        Side { name, letters, kind, aliases }
    }

    /// The person who names the government's side where others of the same state stand against it: its head, unless
    /// ministers and ministries speak more.
    fn head(&self, state: u16, members: &[usize], root: &[usize], voices: &[Voice]) -> Option<usize> {
        let several = members.iter().filter(|m| self.speaking.contains(m)).count() > 1;
        let split = self.speaking.iter().any(|&e| {
            let entity = &self.registry.entities[e];
            let stage = self.registry.stage == Some(state) && (!self.international || is_running(entity));
            let domestic = entity.home == Some(state) || entity.home.is_none() && stage;
            let political = match entity.kind {
                Kind::Person => entity.offices.iter().any(|o| {
                    matches!(o.class, Class::Legislator | Class::Officer)
                        || !several && (o.former || o.class == Class::Local)
                }),
                Kind::Body(class) => {
                    matches!(class, Class::Legislature | Class::Faction)
                        || !several && matches!(class, Class::Agency | Class::Court)
                }
                _ => false,
            };
            domestic && political && !members.contains(&root[e])
        });
        let heads = members
            .iter()
            .copied()
            .filter(|&m| current(&self.registry.entities[m]).is_some_and(|o| is_highest(o.word)));
        let head = heads.max_by_key(|&m| (self.registry.entities[m].count, std::cmp::Reverse(m)))?;
        let said =
            |speaks: &dyn Fn(usize) -> bool| voices.iter().filter(|v| v.entity.is_some_and(speaks)).count();
        let own = said(&|e| e == head);
        let split = split || is_running(&self.registry.entities[head]);
        (split && own > 0 && 2 * own >= said(&|e| members.contains(&e))).then_some(head)
    }
}

/// Entities among which a police force is looked for.
const MOST_FORCES: usize = 64;

/// More states than this are no quarrel of a few.
const MANY_STAGES: usize = 2;

/// Most holders of highest offices that are compared.
const MOST_HEADS: usize = 64;

fn is_highest(office: &str) -> bool {
    matches!(office, "president" | "prime minister" | "premier" | "chancellor")
}

/// Whether somebody stands for election.
fn is_running(entity: &Entity) -> bool {
    entity.offices.iter().any(|o| !o.former && matches!(o.word, "candidate" | "nominee"))
}

fn is_faction(entity: &Entity) -> bool {
    entity.kind == Kind::Body(Class::Faction) || entity.name.ends_with("Party")
}

/// One or two capitals for a badge.
fn initials(name: &str) -> String {
    let capitals = name.split([' ', '-']).filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
    capitals.take(2).map(capital).collect()
}
