//! `typing`: what annotations are made of. Everything that programs do with such an object apart from subscribing and
//! showing it is refused; so are `NamedTuple`, `TypedDict`, `Generic`, `TypeVar`, `Protocol` and the decorators.

pub mod forms;

use crate::classes::known_names;
use crate::classes::{BuiltinClass, Method};
use crate::modules::{Member, NativeModule};
use crate::object::Kind;
use crate::value::FALSE;
use forms::named;

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "typing",
    documentation: None,
    members: &MEMBERS,
    known_names: known_names::of_module("typing"),
};

static CAST: Method = Method::new("cast", "typ, val", |arguments| Ok(arguments.take(1)));

static TEXT_IO: BuiltinClass =
    BuiltinClass::new("TextIO", Kind::Instance).module("typing").written_in_python().sealed().no_constructor();
static BINARY_IO: BuiltinClass =
    BuiltinClass::new("BinaryIO", Kind::Instance).module("typing").written_in_python().sealed().no_constructor();

macro_rules! members {
    ($($name:literal)*) => {
        [
            Member::Function(&CAST),
            Member::Value("TYPE_CHECKING", FALSE),
            Member::Class(&TEXT_IO),
            Member::Class(&BINARY_IO),
            $(Member::Value($name, || named($name)),)*
        ]
    };
}

static MEMBERS: [Member; 42] = members! {
    "AbstractSet" "Any" "AsyncIterable" "AsyncIterator" "Awaitable" "Callable" "ChainMap" "ClassVar" "Collection"
    "Container" "Counter" "DefaultDict" "Deque" "Dict" "Final" "FrozenSet" "Generator" "ItemsView" "Iterable" "Iterator"
    "KeysView" "List" "Mapping" "MappingView" "MutableMapping" "MutableSequence" "MutableSet" "Never" "NoReturn"
    "Optional" "OrderedDict" "Reversible" "Sequence" "Set" "Tuple" "Type" "Union" "ValuesView"
};
