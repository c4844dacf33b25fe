from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palabre.core.days import day_in_words, hour_in_words, on_day_in_words

register = template.Library()
TIME = '<time datetime="{}">{}</time>'
register.filter("in_words", day_in_words)
register.filter("hour", hour_in_words)


@register.filter
def as_time(at: date) -> SafeString:
    """<time> with the day for machines and its words for people."""
    return format_html(TIME, at.strftime("%Y-%m-%d"), day_in_words(at))


@register.filter
def on_time(at: date) -> SafeString:
    """The same within a sentence: (opened) on 9 November."""
    return format_html(TIME, at.strftime("%Y-%m-%d"), on_day_in_words(at))
