"""CloudFormation handlers that ministack lacks, and corrections of those that it has: one file for each AWS service.

`kit` explains how a handler is written. The list of all types, and what is kept of each, is in ../README.md.
"""
import importlib
import pkgutil


def install() -> None:
    for module in pkgutil.iter_modules(__path__):
        if module.name != "kit":
            importlib.import_module(f"{__name__}.{module.name}")
    from .documented_limits import watch

    watch()
