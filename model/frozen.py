"""Things that never change once they are made, and are equal when their fields are."""

import dataclasses
from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Plain:
    """A frozen dataclass to all who use it. But the methods that make it one stand here, once: to generate them anew
    for each of them takes a tenth of the program's start. No field has a ``default_factory``."""

    __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    _defaults: ClassVar[dict[str, Any]]
    _required: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        # Every field stands in it, in the order in which all that belongs to a record is told.
        cls._defaults = {field.name: field.default for field in dataclasses.fields(cls)}
        cls._required = frozenset(
            name for name, default in cls._defaults.items() if default is dataclasses.MISSING
        )

    def __init__(self, *given: Any, **values: Any) -> None:
        fields = vars(self)
        fields.update(self._defaults)
        if given:
            values = dict(zip(self._defaults, given, strict=False)) | values
            if len(given) > len(self._defaults):
                raise TypeError(f"{type(self).__name__} has no more than {len(self._defaults)} fields")
        fields.update(values)
        if not self._required <= values.keys():
            missing = ", ".join(sorted(self._required - values.keys()))
            raise TypeError(f"{type(self).__name__} cannot be without {missing}")
        if len(fields) > len(self._defaults):
            unknown = ", ".join(sorted(values.keys() - self._defaults.keys()))
            raise TypeError(f"{type(self).__name__} has no {unknown}")

    def __setattr__(self, name: str, value: object) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot assign {value!r} to field {name!r}")

    def __delattr__(self, name: str) -> None:
        raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other) if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(vars(self).values()))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({fields})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Frozen(Plain):
    """The same, made with its fields by name."""
