"""What the columns of a record are called, and what the columns of the plain CSV log hold."""

# What the columns of a record are called where a sentence names one.
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

# The columns of the plain CSV log (layout csv-log), for forces that export one.
LOG_KINDS = {"text": "text", "iso_date": "a date, YYYY-MM-DD", "count": "a whole number", "decimal": "a number from 0 to 1"}
LOG_MEANINGS = {
    "location": "the place, as the force names it",
    "date": "the day of the deployment",
    "duration_minutes": "minutes in use",
    "platform": "van, fixed or station",
    "use_case": "why, by the force's own list of purposes",
    "watchlist_size": "images on the watchlist",
    "threshold": "lowest similarity that gives an alert",
    "faces_seen": "estimate of faces detected",
    "alerts": "matches above the threshold, in all",
    "true_alerts_confirmed": "alerts verified with the person as the one on the list",
    "true_alerts_unconfirmed": "alerts judged to be that person, not verified",
    "false_alerts_confirmed": "alerts found with the person to be somebody else",
    "false_alerts_unconfirmed": "alerts judged to be somebody else, not verified",
    "stops": "engagements with a person after an alert, true or false",
    "stops_accurate": "of these, with the person on the list",
    "arrests": "arrests after an alert",
    "other_disposals": "other outcomes than arrest or no action",
    "no_action": "engagements without further action",
}
