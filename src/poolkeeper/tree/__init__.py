"""The typed tree: kinds, menus, requests, queries, refusals. It knows no menu by name."""

from .house import House, Values
from .kinds import (
    DurationKind,
    EnumKind,
    Flag,
    FlagKind,
    Kind,
    Look,
    Name,
    NameKind,
    Number,
    NumberKind,
    Style,
    Text,
    TextKind,
    duration_text,
    duration_us,
)
from .menu import Command, Menu, Prop, check, command, guard, live, menu, menu_of, overlay, prop
from .net_kinds import (
    Address,
    AddressKind,
    AnyPrefixKind,
    InterfaceAddress,
    Mac,
    MacKind,
    Network,
    PrefixKind,
    Ranges,
    RangesKind,
)
from .ref_kinds import EitherKind, ListKind, RefKind, Texts, id_number, id_text
from .refusal import Category, Refusal
from .request import Reply, Request, Row, Sealed, User
from .tree import Node, Tree, fits

__all__ = [
    "Address", "AddressKind", "AnyPrefixKind", "Category", "Command", "DurationKind", "EitherKind", "EnumKind", "Flag",
    "FlagKind", "House", "InterfaceAddress", "Kind", "ListKind", "Look", "Mac", "MacKind", "Menu", "Name", "NameKind",
    "Network", "Node", "Number", "NumberKind", "PrefixKind", "Prop", "Ranges", "RangesKind", "RefKind", "Refusal",
    "Reply", "Request", "Row", "Sealed", "Style", "Text", "TextKind", "Texts", "Tree", "User", "Values", "check", "command",
    "duration_text", "duration_us", "fits", "guard", "id_number", "id_text", "live", "menu", "menu_of", "overlay",
    "prop",
]  # fmt: skip
