"""Addresses of drafts of decisions; included before those of single decisions."""

from django.urls import path

from personnel.views import draft_apply, draft_people, drafts

urlpatterns = [
    path("quyet-dinh/du-thao/", drafts.draft_list, name="drafts"),
    path("quyet-dinh/du-thao/moi/", drafts.draft_acts, name="draft_acts"),
    path("quyet-dinh/du-thao/moi/<slug:slug>/", drafts.draft_new, name="draft_new"),
    path("quyet-dinh/du-thao/<int:pk>/", drafts.draft_grid, name="draft"),
    path("quyet-dinh/du-thao/<int:pk>/chung/", drafts.draft_edit, name="draft_edit"),
    path("quyet-dinh/du-thao/<int:pk>/loi-van/", drafts.draft_wording, name="draft_wording"),
    path("quyet-dinh/du-thao/<int:pk>/huy/", drafts.draft_cancel, name="draft_cancel"),
    path("quyet-dinh/du-thao/<int:pk>/nguoi/", draft_people.choose, name="draft_people"),
    path("quyet-dinh/du-thao/<int:pk>/dan/", draft_people.paste, name="draft_paste"),
    path("quyet-dinh/du-thao/<int:pk>/xem-truoc/", draft_apply.preview, name="draft_preview"),
    path("quyet-dinh/du-thao/<int:pk>/ghi/", draft_apply.apply, name="draft_apply"),
    path("quyet-dinh/du-thao/<int:pk>/tien-do/", draft_apply.progress, name="draft_progress"),
    path("quyet-dinh/du-thao/<int:pk>/thu-hoi/", draft_apply.recall, name="draft_recall"),
]
