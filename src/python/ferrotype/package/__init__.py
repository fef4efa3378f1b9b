"""A `.wasm` library module as a served microservice: Triton model repository and NIM front.

`repository` writes the folder, `config` its typed `config.pbtxt`. `triton_model` and `front` are
not run here: they are copied into the package, and run in the serving container.
"""
