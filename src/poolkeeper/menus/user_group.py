"""/user/group: what users may do."""

from typing import Annotated, Any

from poolkeeper.tree import House, ListKind, Look, Name, Text, Values, check, guard, menu, prop
from poolkeeper.tree.kinds import EnumKind, Style
from poolkeeper.tree.refusal import failure
from poolkeeper.tree.request import ALL_POLICIES

BUILT_IN = ("read", "write", "full")


class PolicyKind(ListKind):
    """Policies a group grants; all others are refused and shown with ``!``, as RouterOS does."""

    def __init__(self) -> None:
        super().__init__(EnumKind(*ALL_POLICIES), flexible=True)

    def parse(self, text: str, prop: str, look: Look) -> tuple[str, ...]:
        words = [word.strip() for word in text.replace(";", ",").split(",") if word.strip()]
        granted = {self.of.parse(word, prop, look) for word in words if not word.startswith("!")}
        for word in words:
            if word.startswith("!"):
                granted.discard(self.of.parse(word[1:], prop, look))
        return tuple(policy for policy in ALL_POLICIES if policy in granted)

    def recall(self, text: str, prop: str, look: Look) -> tuple[str, ...]:
        return self.parse(text, prop, look)

    def show(self, value: Any, look: Look, style: Style = Style.V6) -> str:
        return ",".join((*value, *(f"!{policy}" for policy in ALL_POLICIES if policy not in value)))


@menu(
    "/user/group",
    columns=("name", "policy", "skin"),
    detail=True,
    noun="group",
    taken="group with the same name already exists",
    write="policy",
    access="changes what users may do",
    builtin=(1, 2, 3),
)
class UserGroup:
    """Groups of users; a policy grants a way in or a kind of command."""

    name: Name = prop(key=True, unique=True, required=True, about="what users refer to")
    policy: Annotated[tuple[str, ...], PolicyKind()] = prop(default=(), always=True, about="what is granted; ! refuses")
    skin: Text = prop(default="default", always=True, quoted=False, about="look of the web page")


@check(UserGroup)
def built_in_groups_keep_their_names(values: Values, house: House, item: int | None) -> None:
    """Read, write and full are what every document speaks of."""
    before = house.items("/user/group").get(item or 0, {}).get("name")
    if item is not None and before in BUILT_IN and values.get("name") != before:
        raise failure("can not rename built-in group")


@check(UserGroup)
def somebody_keeps_all_rights(values: Values, house: House, item: int | None) -> None:
    """Taking policy away from the last group of full users would lock everybody out."""
    if item is None or {"read", "write", "policy"} <= set(values["policy"]):
        return
    groups = {**house.items("/user/group"), item: values}
    for user in house.items("/user").values():
        granted = set(groups.get(user.get("group") or 0, {}).get("policy", ()))
        if not user.get("disabled") and {"read", "write", "policy"} <= granted:
            return
    raise failure("there must be at least one user with full rights")


@guard(UserGroup)
def group_is_empty_and_not_built_in(house: House, item: int) -> None:
    """A group with members, or one of the three that are always there, stays."""
    if house.items("/user/group")[item].get("name") in BUILT_IN:
        raise failure("can not remove built-in group")
    if any(user.get("group") == item for user in house.items("/user").values()):
        raise failure("group has some users")
