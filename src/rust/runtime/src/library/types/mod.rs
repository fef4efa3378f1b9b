//! `types`: names of classes that Python has no other name for.

mod coroutine;
mod dynamic_class_attribute;
mod namespace;
pub use namespace::namespace_of;

use crate::classes::core_classes as core;
use crate::classes::known_names;
use crate::functions::function_class;
use crate::modules::{Member, NativeModule};

/// The module, for programs that import it.
pub static MODULE: NativeModule = NativeModule {
    name: "types",
    documentation: Some("\nDefine names for built-in types that aren't directly accessible as a builtin.\n"),
    members: &MEMBERS,
    known_names: known_names::of_module("types"),
};

static MEMBERS: [Member; 28] = [
    Member::Value("AsyncGeneratorType", || crate::generators::ASYNC_GENERATOR.value()),
    Member::Value("BuiltinFunctionType", || function_class::BUILTIN_FUNCTION.value()),
    Member::Value("BuiltinMethodType", || function_class::BUILTIN_FUNCTION.value()),
    Member::Value("CellType", || core::CELL.value()),
    Member::Value("ClassMethodDescriptorType", || core::CLASS_METHOD_DESCRIPTOR.value()),
    Member::Value("CoroutineType", || crate::generators::COROUTINE.value()),
    Member::Value("CodeType", || crate::functions::code_class::CODE.value()),
    Member::Value("DynamicClassAttribute", || dynamic_class_attribute::DYNAMIC_CLASS_ATTRIBUTE.value()),
    Member::Value("EllipsisType", || core::ELLIPSIS_TYPE.value()),
    Member::Value("FrameType", || crate::functions::frame_object::FRAME.value()),
    Member::Value("FunctionType", || function_class::FUNCTION.value()),
    Member::Value("GeneratorType", || crate::generators::GENERATOR.value()),
    Member::Value("GenericAlias", || crate::collections::generic_alias::GENERIC_ALIAS.value()),
    Member::Value("GetSetDescriptorType", || core::GETSET_DESCRIPTOR.value()),
    Member::Value("LambdaType", || function_class::FUNCTION.value()),
    Member::Value("MappingProxyType", || crate::collections::mapping_proxy::MAPPING_PROXY.value()),
    Member::Value("MemberDescriptorType", || core::MEMBER_DESCRIPTOR.value()),
    Member::Value("MethodDescriptorType", || function_class::METHOD_DESCRIPTOR.value()),
    Member::Value("MethodType", || function_class::METHOD.value()),
    Member::Value("MethodWrapperType", || core::METHOD_WRAPPER.value()),
    Member::Value("ModuleType", || crate::modules::MODULE_TYPE.value()),
    Member::Value("NoneType", || core::NONE_TYPE.value()),
    Member::Value("NotImplementedType", || core::NOT_IMPLEMENTED_TYPE.value()),
    Member::Value("SimpleNamespace", || namespace::SIMPLE_NAMESPACE.value()),
    Member::Value("TracebackType", || crate::exceptions::traceback::TRACEBACK.value()),
    Member::Value("UnionType", || crate::collections::union_type::UNION_TYPE.value()),
    Member::Value("WrapperDescriptorType", || core::WRAPPER_DESCRIPTOR.value()),
    Member::Value("coroutine", coroutine::function),
];
