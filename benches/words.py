"""The words that the invented trusts are made of. Every trust, person, figure and quotation is invented."""

STATUSES = ["on-track", "at-risk", "off-track", "complete", "not-started"]
STATUS_LABEL = {
    "on-track": "On track", "at-risk": "At risk", "off-track": "Off track",
    "complete": "Complete", "not-started": "Not started",
}
REL_KINDS = ["supports", "depends-on", "contributes-to", "shares-a-measure-with"]
REL_LABEL = {
    "supports": "Supports", "depends-on": "Depends on",
    "contributes-to": "Contributes to", "shares-a-measure-with": "Shares a measure with",
}

SITE = {
    "title": "Strategy Library",
    "base_url": "https://strategies.example",
    "description": "Published strategies of invented NHS trusts, their goals and their progress.",
}

THEMES = [
    ("Timely care", "Shorter waits for planned, urgent and diagnostic care."),
    ("Patient safety", "Learning, harm reduction and safer systems of work."),
    ("Workforce and wellbeing", "Recruiting, keeping and looking after our colleagues."),
    ("Digital and data", "Better records, better tools and better use of information."),
    ("Health inequalities", "Closing gaps in access, experience and outcome."),
    ("Prevention", "Keeping people well for longer, closer to home."),
    ("Mental health", "Parity of esteem across every pathway."),
    ("Research and innovation", "Bringing discoveries to the bedside sooner."),
    ("Estates and net zero", "Buildings and supply chains fit for the century."),
    ("Financial sustainability", "Living within our means and spending well."),
    ("Partnership working", "Joining up with councils, charities and neighbours."),
    ("Children and young people", "A good start in life for every child."),
]

REGIONS = ["North Marches", "Eastmere", "Upper Wold", "South Haven", "Westlake Coast",
           "Central Vale", "Thornshire"]
PERIODS = ["2023\u20132028", "2024\u20132029", "2025\u20132030", "2025\u20132035", "2026\u20132031"]

P_A = ["Bracken", "Wend", "Thistle", "Harrow", "Alder", "Cold", "Ember", "Fen", "Gorse", "Hazel",
       "Iron", "Kestrel", "Larch", "Marl", "Nether", "Oaken", "Pike", "Quarry", "Raven", "Sedge",
       "Tarn", "Under", "Vale", "Wither", "Yarrow", "Ash", "Birch", "Clover", "Dun", "Elm",
       "Flint", "Glen", "Heather", "Ivel", "Juniper", "Kell", "Linden", "Moss", "Nettle", "Orchard"]
P_B = ["moor", "bridge", "ford", "combe", "stead", "wick", "mere", "field", "hollow", "gate",
       "haven", "brook", "ley", "thorpe", "well", "minster", "pool", "shaw", "dale", "worth"]
P_KIND = ["University Hospitals", "Community Health", "Teaching Hospitals", "Mental Health Partnership",
          "Healthcare", "Care Group", "Hospitals", "Children's Health"]

G_VERB = ["Cut", "Redesign", "Extend", "Strengthen", "Transform", "Rebuild", "Simplify", "Join up",
          "Modernise", "Widen", "Protect", "Accelerate", "Improve", "Rethink", "Sustain", "Open up"]
G_OBJ = ["waits for planned surgery", "urgent & emergency care", "community nursing", "discharge planning",
         "maternity services", "the outpatient offer", "cancer diagnosis", "stroke rehabilitation",
         "virtual wards", "same-day emergency care", "children's therapies", "talking therapies",
         "the digital front door", "shared care records", "medicines safety", "research participation",
         "apprenticeship routes", "leadership at every level", "rota planning", "the theatre estate",
         "energy use across sites", "procurement", "frailty pathways", "end-of-life care",
         "long-term condition reviews", "access for coastal communities", "diagnostic hubs",
         "infection prevention", "our volunteer programme", "patient feedback"]
G_TAIL = ["", " by 2028", " together", " closer to home", " for everyone", " with our partners",
          " across every site", " in the first two years", " through better data"]

SUBJ = ["Our community teams", "The integrated care board", "Ward leaders", "Our digital team",
        "Clinical directors", "Local councils and charities", "The patients\u2019 council", "Our allied health professionals",
        "Neighbourhood teams", "The programme office", "Specialist nurses", "Theatre managers",
        "Our improvement faculty", "Primary care partners", "The people directorate", "Families and carers"]
VERB = ["will redesign", "have agreed to test", "will extend", "are piloting", "will publish", "have co-produced",
        "will standardise", "are scaling", "will review", "will invest in", "have committed to", "will simplify"]
OBJ = ["the discharge pathway", "a shared referral form", "weekend therapy cover", "remote monitoring for frail adults",
       "the booking and reminder service", "a single point of access", "advice and guidance for general practice",
       "joint case reviews", "a rapid response service", "the escalation policy", "structured handovers",
       "personalised follow-up", "one-stop diagnostic clinics", "a common skills passport", "outreach sessions in libraries",
       "the waiting-list validation model"]
QUAL = ["so that people wait less and know what happens next", "by the end of the second year",
        "in the three neighbourhoods with the greatest need", "while keeping the total cost flat",
        "and will report progress to the board each quarter", "with people who use the service in the room",
        "without adding to the paperwork that clinicians complete", "as the audit of last winter recommended",
        "before the new building opens its doors", "once the pilot sites have shared what they learned",
        "because the present arrangement depends on goodwill", "drawing on feedback from more than 400 households"]
EXTRA = ["This matters most to people who live furthest from the main hospital.",
         "We have heard the same message in every listening event.",
         "The evidence is mixed, and we say so plainly.",
         "Progress so far has been real but uneven between sites.",
         "Where a change does not help, we will stop it and explain why.",
         "Colleagues told us that the basics have to work first.",
         "Nothing here needs a new building or a new organisation.",
         "We will measure what people feel, not only what we can count.",
         "The first year is about firm foundations; the second is about reach.",
         "Savings released will stay with the teams that made them."]
BULLET = ["Agree one clear standard for each step of the pathway and publish it on every ward.",
          "Give every team a named improvement partner and half a day each month to use them.",
          "Move routine checks out of hospital and into neighbourhood clinics that open late.",
          "Offer a choice of telephone, video or face-to-face contact, and record the preference.",
          "Retire duplicate forms, spreadsheets & local databases as the shared record goes live.",
          "Share a monthly dashboard with councils, charities and the patients\u2019 council.",
          "Train at least 60 colleagues in the first year, from porters to consultants.",
          "Set aside \u00a350,000 for ideas that come from people who use our services.",
          "Ring every person who has waited longer than they should, and say sorry.",
          "Test each change on a small scale, then spread it only if it works."]
QUOTE = ["I used to explain my story to six different people. Now one nurse knows me, and that has made all the difference to how I feel about coming in.",
         "When the form disappeared we gained an hour a day on the ward. That hour goes straight back to patients and nobody wants to give it up again.",
         "Nobody had ever asked us what a good day looks like. The answer turned out to be simple, and most of it did not need any money at all.",
         "We were told the results the same afternoon. After a year of waiting for letters, that felt like a different health service altogether."]
H_WHY = ["Why this matters", "The case for change", "Where we are starting from", "What people told us"]
H_WHAT = ["What we will do", "Our approach", "The work programme", "How we will get there"]
H_HOW = ["How we will know", "Measuring success", "Risks and mitigations", "Governance and reporting"]
H_NEXT = ["Next steps", "The first hundred days", "Looking ahead", "What happens next"]
MILE = ["Baseline agreed with partners", "Pilot live in two sites", "Independent review published",
        "Model adopted across the trust", "First annual report to the board", "Funding case approved",
        "Training complete for first cohort", "Shared record switched on"]
ROLES = ["Chief Nurse", "Chief Operating Officer", "Medical Director", "Director of People",
         "Director of Strategy & Partnerships", "Chief Digital Officer", "Director of Finance",
         "Director of Estates"]
FIRST = ["Amara", "Bronwen", "Callum", "Devika", "Eilidh", "Farid", "Grace", "Huw", "Ines", "Jakub",
         "Keziah", "Lorcan", "Maryam", "Niall", "Orla", "Priya", "Quentin", "Rosa", "Siobhan", "Tomasz"]
LAST = ["Abernethy", "Bello", "Carrick", "Dunmore", "Eastwood", "Farrow", "Greaves", "Holloway", "Ibekwe",
        "Jardine", "Kaur", "Lindqvist", "Marchetti", "Norwood", "O'Dell", "Pennant", "Quayle", "Rahman"]
VALUE = [("Kindness", "We treat every person as we would want our own family to be treated."),
         ("Courage", "We speak up, we listen when others do, and we change course when we must."),
         ("Fairness", "We put the most effort where the need is greatest & the voice is quietest."),
         ("Curiosity", "We ask why, we try things, and we share what we learn \u2014 good or bad."),
         ("Togetherness", "We work as one team with patients, carers and partners."),
         ("Openness", "We publish what we promised, what we did and what we did not manage."),
         ("Excellence", "We get the basics right every time before we reach for the next thing."),
         ("Stewardship", "We look after public money, our buildings and the planet.")]
MEASURES = [("Median wait", "weeks", 18, 9), ("Did-not-attend rate", "%", 11, 6), ("Staff engagement score", "points", 6.4, 7.4),
            ("Falls with harm", "per 1,000 bed days", 3.2, 1.8), ("Same-day discharge", "%", 31, 55),
            ("Carbon footprint", "tCO2e", 920, 610), ("Vacancy rate", "%", 12.5, 7), ("Digital letters read", "%", 22, 70),
            ("People recruited to studies", "people", 210, 480), ("Readmission within 30 days", "%", 13.8, 10.5)]
O_VERB = ["Reduce", "Raise", "Halve", "Publish", "Agree", "Deliver", "Complete", "Introduce", "Retain", "Reach"]
O_OBJ = ["the longest waits on each list", "uptake of annual health checks in the 20% most deprived areas",
         "a single improvement plan with every local partner", "seven-day therapy cover on acute wards",
         "the number of paper forms used at discharge", "response times for urgent community referrals",
         "the share of appointments offered close to home", "training places for newly qualified colleagues",
         "unplanned admissions from care homes", "the proportion of feedback answered within ten days",
         "avoidable cancellations on the day of surgery", "the gap in outcomes between neighbourhoods"]
