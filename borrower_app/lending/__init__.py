"""Pure mathematics of lending: money, calendar, terms, schedules, repricing, cost, audit; imports nothing of ours."""
