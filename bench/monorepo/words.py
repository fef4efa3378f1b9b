"""Words that packages, modules and functions are named after."""

from __future__ import annotations

DOMAINS = tuple(
    """account audit billing branch budget campaign cargo catalog claim contract customer delivery
    device energy fleet grant harvest invoice journey kitchen ledger lending market member mission
    order payroll permit policy printing""".split()
)
SERVICES = tuple(
    """access archive balance calendar checks coverage deadlines delays estimates events export
    forecast formats history identity intake labels limits matching metrics notices options
    planning quality ranking records review routing rules settlement""".split()
)
MODULES = tuple(
    """adapters aliases batches bounds buckets builders changes columns counters cursors defaults
    digests drafts entries figures filters folding groups headers indexes intervals keys layouts
    listing markers merging names numbers offsets outlines pages parsing parts paths periods pricing
    queues ratios readers regions reports samples scoring segments series shapes slots sorting steps
    summaries tables tallies text tokens totals units vectors weights windows writers""".split()
)
VERBS = tuple(
    """adjust align allot build change check clean collect compare count cut describe draw estimate
    explain fill find fit fold gather grade join lay line list mark match measure merge move note
    order pack pick place plan rank read reduce render resolve round scale score shape sort split
    spread step sum trace trim turn unfold walk weigh""".split()
)
NOUNS = tuple(
    """amounts answers blocks borders cases chains codes costs days degrees edges factors fields
    gaps grades hours items lanes levels lines loads margins marks moves notes orders pairs parcels
    phases pieces places points prices quotas ranges rates ratios rests rounds rows rungs scores
    shares signs sizes spans stages starts steps stops sums terms things times trips turns values
    visits votes weeks words zones""".split()
)
