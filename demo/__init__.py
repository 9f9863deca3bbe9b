"""The demonstration county: invented places, people and two years of cases, the same for the same seed.

Nothing here is real: identity numbers carry the region 99, which no list knows, and telephones begin with 120.
"""
