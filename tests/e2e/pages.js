// Every page of the sample, by its address: the places and their tabs (src/view/place.rs), all products, the settings.
const TABS = {
  today: "",
  strategy: " trace goals organisation_goals opportunities claims swot personas segments business_cases costs suppliers",
  discovery: " themes needs studies capabilities risks experiments surveys contacts competitors",
  roadmap: " timeline by-goal initiatives releases milestones dependencies changes baselines options",
  backlog: " tree prioritise refine map",
  delivery: " plan charts forecast review acceptance sprints impediments meetings",
  outcomes: " outcome_checks stages metrics",
  communicate: " report decisions launches notes promises requests asks facts reports",
  guide: " rituals role_checks skills activities one_on_ones pulses playbooks terms time_entries put_off fields formulas",
};

// Where each place opens.
export const PLACES = Object.keys(TABS).map((place) => `#/spk/${place}`);

export const PAGES = [
  ...Object.entries(TABS).flatMap(([place, tabs]) => tabs.split(" ").map((tab) => `#/spk/${place}${tab && `/${tab}`}`)),
  "#/all/products",
  ..."data workflow trash keyboard look about".split(" ").map((tab) => `#/settings/${tab}`),
];
