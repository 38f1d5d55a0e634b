"""What is beside the fields by which other records are chosen."""

import pytest

from certification.models import Benchmarking, Certification, Course, Expert, LevelRule, Traineeship
from tests.staff import address


@pytest.mark.parametrize(
    "model", [Benchmarking, Certification, Course, Expert, LevelRule, Traineeship]
)
def test_no_icon_makes_or_changes_a_level_in_passing(model, admin_client):
    page = admin_client.get(address(model, "add")).content.decode()

    assert "/admin/certification/level/" in page  # the menu
    icons = ("add_id_level", "change_id_level", "view_id_level", "add_id_label", "-level")
    assert [each for each in icons if f'id="{each}"' in page] == []
    assert page.count("/admin/certification/level/__fk__/") == 0
