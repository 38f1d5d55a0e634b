"""The language of the texts: {{ placeholders }}, {% if %} and {% for %}, and nothing else.

An engine of its own, whose templates reach no file, no setting, no filter and no method of a record.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.template import Engine, Library, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, Variable, VariableNode
from django.template.defaulttags import ForNode, IfNode, do_for, do_if
from django.utils.translation import gettext as _

from certification.mail.kinds import explained, sample_context

# A list within a list; more would only serve to make an endless mail.
DEEPEST_LIST = 2
DEEPEST = 8
_LOOP = {"first": True, "last": True, "counter": 1}

_tags = Library()
_tags.tag("if", do_if)
_tags.tag("for", do_for)


class _MailEngine(Engine):
    default_builtins: ClassVar[list[str]] = []

    def get_template_builtins(self, builtins: Sequence[str]) -> list[Library]:
        return [_tags]


ENGINE = _MailEngine(loaders=[], autoescape=False)


def check(kind: str, text: str, *, is_subject: bool = False) -> None:
    """Raises ValidationError for what is no text, or names what this kind of mail does not have.

    A subject has no list, which would make it as long as there are rows.
    """
    try:
        nodes = _parsed(text).nodelist
        problems = list(_problems(nodes, sample_context(kind)))
        if is_subject and nodes.get_nodes_by_type(ForNode):
            problems.append(_("A subject can't have a list."))
    except TemplateSyntaxError as error:
        raise ValidationError(
            _("This can't be read as the text of a mail: %(reason)s"), params={"reason": error}
        ) from error
    except RecursionError:
        problems = [_too_deep()]
    if problems:
        known = ", ".join(dict.fromkeys(placeholder for placeholder, _meaning in explained(kind)))
        hint = _("What this mail may have: %(known)s")
        raise ValidationError([*dict.fromkeys(problems), hint % {"known": known}])


def _parsed(text: str) -> Template:
    return Template(text, engine=ENGINE)


def _too_deep() -> str:
    return _("This has too many conditions within each other.")


def _problems(
    nodes: Sequence[Node], known: dict[str, Any], lists: int = 0, depth: int = 0
) -> Iterator[str]:
    if depth > DEEPEST:
        yield _too_deep()
        return
    for node in nodes:
        if isinstance(node, VariableNode):
            yield from _unknown(node.filter_expression, known)
            if isinstance(_found(node.filter_expression, known), dict | list):
                yield _("“%(name)s” has parts: name one of them.") % {
                    "name": node.filter_expression.token
                }
        elif isinstance(node, IfNode):
            for condition, inner in node.conditions_nodelists:
                for expression in _expressions(condition):
                    yield from _unknown(expression, known)
                yield from _problems(inner, known, lists, depth + 1)
        elif isinstance(node, ForNode):
            yield from _problems_of_list(node, known, lists + 1, depth + 1)


def _problems_of_list(node: Any, known: dict[str, Any], lists: int, depth: int) -> Iterator[str]:
    rows = _found(node.sequence, known)
    if lists > DEEPEST_LIST or len(node.loopvars) > 1:
        yield _("A list can't be within more than one other, and has rows of one name.")
    elif isinstance(rows, list):
        inner = {**known, node.loopvars[0]: rows[0], "forloop": _LOOP}
        yield from _problems(node.nodelist_loop, inner, lists, depth)
        yield from _problems(node.nodelist_empty, known, lists, depth)
    else:
        yield _("“%(name)s” is no list of this mail.") % {"name": node.sequence.token}


def _expressions(condition: Any) -> Iterator[FilterExpression]:
    """Of “a and not b”: a and b."""
    if isinstance(getattr(condition, "value", None), FilterExpression):
        yield condition.value
    for operand in (getattr(condition, "first", None), getattr(condition, "second", None)):
        if operand is not None:
            yield from _expressions(operand)


def _unknown(expression: FilterExpression, known: dict[str, Any]) -> Iterator[str]:
    if _found(expression, known) is None:
        yield _("“%(name)s” is no placeholder of this mail.") % {"name": expression.token}


def _found(expression: FilterExpression, known: dict[str, Any]) -> Any:
    """The sample of what it names; None if this mail has no such placeholder."""
    variable = expression.var
    if not isinstance(variable, Variable) or not variable.lookups:
        return str(variable)
    value: Any = known
    for name in variable.lookups:
        value = value.get(name) if isinstance(value, dict) else None
    return value
