from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 1000


class SearchForm(forms.Form):
    q = forms.CharField(
        max_length=LONGEST_QUERY,
        strip=False,
        label=_("What are you looking for?"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
