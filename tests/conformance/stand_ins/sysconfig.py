"""In place of `sysconfig`, which describes how the interpreter was compiled, and where."""

_VARIABLES = {"WITH_DOC_STRINGS": 1}


def get_config_var(name):
    return _VARIABLES.get(name)


def get_config_vars(*names):
    return [get_config_var(name) for name in names] if names else dict(_VARIABLES)


def is_python_build():
    return False
