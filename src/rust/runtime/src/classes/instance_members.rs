//! `__dict__` and `__weakref__` of the instances of classes that Python code makes (`subtype_getsets_full` of
//! `Objects/typeobject.c`).

use super::declaration::GetSet;
use super::descriptors::GetSetDescriptor;
use super::ClassRef;
use crate::collections::Dict;
use crate::exceptions::raise_attribute_error;
use crate::heap::weak::references_to;
use crate::object::{Kind, Ref};
use crate::protocol::attributes::{instance_dict, set_instance_dict};
use crate::value::NONE;

static DICT: GetSet = GetSet::new("__dict__", |own| match instance_dict(own) {
    Some(dict) => Ok(dict.into_value()),
    None => Err(raise_attribute_error("This object has no __dict__")),
})
.set(|own, value| match own.kind() {
    // They have the property of their builtin base, which cannot be set (`subtype_setdict`).
    Kind::Class => Err(raise_attribute_error("attribute '__dict__' of 'type' objects is not writable")),
    Kind::Module => Err(raise_attribute_error("readonly attribute")),
    _ => set_instance_dict(own, Some(value.unwrap_or_else(|| Dict::allocate().into_value()))),
});

static WEAKREF: GetSet = GetSet::new("__weakref__", |own| {
    if !references_to(own).is_empty() {
        crate::program::refuse("__weakref__ of an object that is weakly referenced");
    }
    Ok(NONE())
});

/// Adds what a new class gives to its instances beyond those of its base.
pub(super) fn add_instance_members(class: ClassRef, base: ClassRef, dict: &Ref<Dict>) {
    // Classes are instances with a dict, which `type` itself shows.
    if class.instance_dict && !base.instance_dict && base.kind != Kind::Class {
        add(class, &DICT, dict);
    }
    if class.is_weakly_referenced && !base.is_weakly_referenced {
        add(class, &WEAKREF, dict);
    }
}

fn add(class: ClassRef, row: &'static GetSet, dict: &Ref<Dict>) {
    let name = crate::names::intern_text(row.name);
    if dict.get_name(&name).is_none() {
        dict.set_name(&name, GetSetDescriptor::allocate(class, row));
    }
}
