"""Reads metrics as an operator's alert does."""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families


@dataclass(frozen=True)
class Alert:
    """A metric that must move, or take a value, while something is broken.

    Attributes:
        process: whose metrics, e.g. edge.
        sample: name of the sample.
        labels: that it must have; `part` may be the beginning of one.
        is_value: it must have this value at some time; None: it must have changed.
    """

    process: str
    sample: str
    labels: tuple[tuple[str, str], ...] = ()
    is_value: float | None = None

    def __str__(self) -> str:
        """Return it as an operator would write it."""
        inside = ",".join(f'{name}="{value}"' for name, value in self.labels)
        told = self.sample + (f"{{{inside}}}" if inside else "")
        return f"{told} = {self.is_value:g}" if self.is_value is not None else f"{told} rises"


def values(text: str, alert: Alert) -> tuple[float, ...]:
    """Return the values of the samples an alert is about."""
    found = []
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = [sample.labels.get(name, "").startswith(value) for name, value in alert.labels]
            if sample.name == alert.sample and all(labels):
                found.append(sample.value)
    return tuple(found)


def fires(alert: Alert, before: str, now: str) -> bool:
    """Say whether an operator would be called, from the metrics before and now."""
    current = values(now, alert)
    if alert.is_value is not None:
        return alert.is_value in current
    return sum(current) > sum(values(before, alert)) if now and before else False
