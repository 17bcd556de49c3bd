"""What the records say, before a page says it: facts and sentences that several pages share."""
