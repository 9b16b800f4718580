"""What stands before a verb."""

from __future__ import annotations

from replygraph.statements.tokens import Names


class Left:
    """What stands before a verb in its clause.

    ``agent``: the subject stands behind 由; ``given``: there is a subject at all; ``loose``: 对 or
    为 stands there without a name; ``turned``: the subject is one behind 由, which the
    verb may share with the one before it (由A牵头实施); ``judge`` is the body behind 被; ``actors``
    are those on whose initiative the subject acts (支持B实施G: A).
    """

    __slots__ = (
        "actors",
        "agent",
        "given",
        "joined",
        "judge",
        "loose",
        "marked",
        "partners",
        "subject",
        "theme",
        "turned",
        "venue",
    )

    def __init__(
        self,
        subject: Names = (),
        partners: Names = (),
        marked: Names = (),
        venue: Names = (),
        theme: Names = (),
        judge: Names = (),
        actors: Names = (),
        loose: bool = False,
        agent: bool = False,
        turned: bool = False,
        given: bool = False,
        joined: bool = False,
    ) -> None:
        """Begin with what is known."""
        self.subject = subject
        self.partners = partners
        self.marked = marked
        self.venue = venue
        self.theme = theme
        self.judge = judge
        self.actors = actors
        self.loose = loose
        self.agent = agent
        self.turned = turned
        self.given = given
        self.joined = joined
