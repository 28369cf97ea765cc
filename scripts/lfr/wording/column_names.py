"""What the columns of a record are called where a sentence names one."""

COLUMNS = {
    "date": "date",
    "year": "year column",
    "location": "place",
    "use_case": "use case",
    "duration_minutes": "time deployed",
    "watchlist_size": "watchlist size",
    "threshold": "threshold",
    "faces_seen": "faces seen",
    "alerts": "alerts",
    "true_alerts": "true alerts",
    "true_alerts_confirmed": "true alerts, confirmed",
    "true_alerts_unconfirmed": "true alerts, unconfirmed",
    "false_alerts": "false alerts",
    "false_alerts_confirmed": "false alerts, confirmed",
    "false_alerts_unconfirmed": "false alerts, unconfirmed",
    "arrests": "arrests",
    "other_disposals": "other disposals",
    "no_action": "no action",
    "outcomes_other_than_arrest": "outcomes other than arrest",
}
