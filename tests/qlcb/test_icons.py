"""Icons: inline, silent unless they mean something, and loud when misspelt."""

import pytest
from django.template import Context, Template

from qlcb.templatetags.icons import drawing


def render(source: str, **context: str) -> str:
    return Template("{% load icons %}" + source).render(Context(context))


def test_an_icon_is_decoration_by_default():
    html = render('{% icon "users" size=16 class="big" %}')
    assert html.startswith('<svg class="ico big" width="16" height="16"')
    assert 'aria-hidden="true"' in html and "aria-label" not in html and "<path" in html


def test_an_icon_with_a_label_is_an_image_with_that_name():
    html = render('{% icon "dots-vertical" label=what %}', what="Việc với <dòng>")
    assert 'role="img" aria-label="Việc với &lt;dòng&gt;"' in html and "aria-hidden" not in html


@pytest.mark.parametrize("name", ["no-such-icon", "../../js/qlcb", "LICENSE", ""])
def test_an_unknown_icon_raises(name):
    with pytest.raises(LookupError, match="no icon named"):
        drawing(name)


def test_an_unknown_parameter_raises():
    with pytest.raises(TypeError, match="colour"):
        render('{% icon "users" colour="red" %}')
