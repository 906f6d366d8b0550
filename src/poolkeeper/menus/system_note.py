"""/system/note: a text for whoever logs in."""

from poolkeeper.tree import Flag, Text, menu, prop


@menu("/system/note", shape="single", noun="note")
class Note:
    """A text that terminals show at log-in."""

    show_at_login: Flag = prop(default=True, about="whether terminals show it")
    note: Text = prop(default="", about="the text, of several lines if it has any")
