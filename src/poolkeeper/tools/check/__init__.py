"""``poolkeeper check``: reads scripts and exports without running them and says what a router will not take.

Reading goes one way: ``reading`` makes pieces of a text, ``visit`` walks them, the files named after what they look at
(menus, values, variables, references, pools) find, and ``text``, ``sarif`` and ``command`` tell. docs/check.md.
"""
