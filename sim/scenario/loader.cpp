// SPDX-License-Identifier: MIT
#include "scenario/loader.h"

#include <fmt/core.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "scenario/binder.h"
#include "scenario/catalogue.h"
#include "scenario/header.h"
#include "scenario/scalars.h"
#include "scenario/timeline.h"

namespace talentsim::scenario {
namespace {

// The command line's own options are settings like those of --set, and come last.
std::vector<Setting> settings_of(const Overrides& overrides, Report& report) {
  std::vector<Setting> settings;
  if (!overrides.from) settings = read_overrides(overrides.set, report);
  const auto add = [&](const char* option, const char* path, const std::string& value) {
    const Mark mark{std::make_shared<const std::string>(option), 0, 0};
    settings.push_back(
        {split_path(path), mark, scalar_node(value, mark), scalar_node(option, mark), {}});
  };
  if (overrides.seed) add("--seed", "seed", fmt::format("{}", *overrides.seed));
  if (overrides.scale) add("--scale", "scale", number_text(*overrides.scale));
  if (overrides.until) add("--until", "period.end", overrides.until->text());
  if (overrides.replicates)
    add("--replicates", "replicates", fmt::format("{}", *overrides.replicates));
  if (overrides.draw_priors) add("--draw-priors", "draw_priors", "true");
  return settings;
}

// Settings with a date: a what-if laid over every file, of one policy.
SourceFile what_if_of(const Overrides& overrides, Report& report) {
  SourceFile file;
  file.label = "the point of a sweep";
  file.body = mapping_node({});
  file.policy.kind = Node::Kind::sequence;
  Node item = mapping_node({}), set = mapping_node({});
  for (const Setting& setting : read_overrides(overrides.set, report))
    set.entries.push_back({join_path(setting.path), setting.mark, setting.value});
  item.entries.push_back({"from", {}, scalar_node(overrides.from->text(), {})});
  item.entries.push_back({"set", {}, std::move(set)});
  file.policy.items.push_back(std::move(item));
  return file;
}

// Binds one tree; the problems and the values met are in the report.
void bind(const Node& tree, Header& header, Rules& rules, Report& report) {
  Binder root(report, &tree, "", tree.mark);
  describe_header(root, header);
  describe(root, rules);
  root.finish();
}

// What only the start reads cannot change later.
void check_read_once(const std::vector<PolicyEntry>& policies, Month start, Report& report) {
  for (const PolicyEntry& policy : policies)
    for (const Setting& setting : policy.settings)
      if (const auto* field = read_once_on(setting.path); field != nullptr && policy.from > start)
        report.add(
            setting.mark,
            fmt::format("{} cannot change in {} ({} is read once, at the start in {})",
                        join_path(setting.path), policy.from.text(), field->name, start.text()));
}

void note_assumptions(const std::vector<Parameter>& parameters, std::set<std::string>& known,
                      std::vector<std::string>& warnings) {
  for (const Parameter& p : parameters) {
    if (!p.assumed || !known.insert(p.path).second) continue;
    const std::string prior = p.prior.empty() ? "" : fmt::format(", prior {}", p.prior);
    warnings.push_back(fmt::format("assumption: {} = {}{}", p.path, p.value, prior));
  }
}

void put(Node& mapping, const std::string& key, Node value) {
  mapping.entries.push_back({key, {}, std::move(value)});
}

Node texts_node(const std::vector<std::string>& texts) {
  Node list;
  list.kind = Node::Kind::sequence;
  for (const std::string& text : texts) list.items.push_back(scalar_node(text, {}));
  return list;
}

Node policy_node(const std::vector<PolicyEntry>& policies) {
  Node list;
  list.kind = Node::Kind::sequence;
  for (const PolicyEntry& policy : policies) {
    Node item = mapping_node({});
    put(item, "from", scalar_node(policy.from.text(), {}));
    if (!policy.note.is_empty_scalar()) put(item, "note", policy.note);
    if (!policy.source.is_empty_scalar()) put(item, "source", policy.source);
    Node set = mapping_node({});
    for (const Setting& setting : policy.settings) put(set, join_path(setting.path), setting.value);
    if (!set.entries.empty()) put(item, "set", std::move(set));
    if (!policy.record.items.empty()) put(item, "record", policy.record);
    list.items.push_back(std::move(item));
  }
  return list;
}

// The whole scenario as one file without extends: header, policy, then the sections.
Node resolved_tree(const Composition& composition, const Header& header) {
  Node out = mapping_node({});
  const auto keep = [&](const char* key) {
    if (const Node* node = composition.undated.find(key)) put(out, key, *node);
  };
  keep("title");
  keep("question");
  Node period = mapping_node({});
  put(period, "start", scalar_node(header.start.text(), {}));
  put(period, "end", scalar_node(header.end.text(), {}));
  if (header.burn_in_months > 0)
    put(period, "burn_in_months", scalar_node(fmt::format("{}", header.burn_in_months), {}));
  put(out, "period", std::move(period));
  put(out, "scale", scalar_node(number_text(header.scale), {}));
  put(out, "seed", scalar_node(fmt::format("{}", static_cast<std::uint64_t>(header.seed)), {}));
  put(out, "replicates", scalar_node(fmt::format("{}", header.replicates), {}));
  if (header.draw_priors) put(out, "draw_priors", scalar_node("true", {}));
  Node output = mapping_node({});
  put(output, "groups", texts_node(header.groups));
  put(out, "output", std::move(output));
  if (!composition.policies.empty()) put(out, "policy", policy_node(composition.policies));
  for (const Entry& entry : composition.undated.entries)
    if (std::find(header_keys().begin(), header_keys().end(), entry.key) == header_keys().end())
      out.entries.push_back(entry);
  return out;
}

void fill_header(Scenario& scenario, const Header& header) {
  scenario.title = header.title;
  scenario.question = header.question;
  scenario.start = header.start;
  scenario.end = header.end;
  scenario.burn_in_months = header.burn_in_months;
  scenario.scale = header.scale;
  scenario.seed = static_cast<std::uint64_t>(header.seed);
  scenario.replicates = header.replicates;
  scenario.draw_priors = header.draw_priors;
  scenario.output.groups = header.groups;
}

// A value without its remarks, on one line, for people: "36, 24", "points at least 80".
std::string shown(const Node& node) {
  const Node& value = *leaf_of(node).value;
  if (value.is_scalar()) return value.text;
  std::string out;
  const auto add = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
  for (const Node& item : value.items)
    add(item.is_scalar() ? item.text : fmt::format("({})", shown(item)));
  for (const Entry& entry : value.entries) {
    if (is_leaf_key(entry.key)) continue;
    const std::string word = entry.key == "min"   ? "at least"
                             : entry.key == "max" ? "at most"
                                                  : entry.key;
    const Node& inner = *leaf_of(entry.value).value;
    const bool apart =
        inner.is_mapping() && inner.find("min") == nullptr && inner.find("max") == nullptr;
    add(apart ? fmt::format("{} ({})", word, shown(entry.value))
              : fmt::format("{} {}", word, shown(entry.value)));
  }
  return out;
}

std::vector<PolicyChange> records_of(const PolicyEntry& policy) {
  std::vector<PolicyChange> records;
  const auto text = [](const Node* node) { return node != nullptr ? node->text : ""; };
  for (const Node& item : policy.record.items)
    records.push_back({text(item.find("what")), text(item.find("from")), text(item.find("to"))});
  return records;
}

void fill_policy(Scenario& scenario, const std::vector<PolicyEntry>& policies) {
  for (const PolicyEntry& policy : policies) {
    std::string sources;
    for (const std::string& text : source_texts(policy.source))
      sources += (sources.empty() ? "" : "; ") + text;
    PolicyItem item{policy.from, policy.note.text, sources, {}, {}, records_of(policy)};
    for (const Setting& setting : policy.settings) {
      item.paths.push_back(join_path(setting.path));
      item.changes.push_back({item.paths.back(), shown(setting.before), shown(setting.value)});
    }
    scenario.policy.push_back(std::move(item));
  }
}

// The rules from the start and from each later date; policies up to the start are in force when it
// begins.
void fill_timeline(Scenario& scenario, const Composition& composition, Report& report,
                   std::vector<Parameter>* parameters, std::vector<DatedParameters>* history) {
  std::set<std::string> known;
  const auto add = [&](Month from, const Node& tree) {
    Header unused;
    report.parameters.clear();
    scenario.timeline.push_back({from, {}});
    bind(tree, unused, scenario.timeline.back().rules, report);
    note_assumptions(report.parameters, known, scenario.warnings);
    if (scenario.timeline.size() == 1 && parameters != nullptr) *parameters = report.parameters;
    if (history != nullptr) history->push_back({from, report.parameters});
  };
  const Node* first = &composition.undated;
  for (const DatedTree& dated : composition.dated)
    if (dated.from <= scenario.start) first = &dated.tree;
  add(scenario.start, *first);
  for (const DatedTree& dated : composition.dated)
    if (dated.from > scenario.start) add(dated.from, dated.tree);
}

// From files that have been read, with the problems met so far in `report`.
Scenario load_files(std::vector<SourceFile> files, Report report, const Overrides& overrides,
                    std::vector<Parameter>* parameters, std::vector<DatedParameters>* history) {
  const auto settings = settings_of(overrides, report);
  if (files.empty()) throw ScenarioError(std::move(report.problems));
  if (overrides.from) files.push_back(what_if_of(overrides, report));
  const Composition composition = compose(std::move(files), settings, report);
  Header header;
  {
    Report only_header;  // the same problems come again with the rules
    Binder root(only_header, &composition.undated, "", composition.undated.mark);
    describe_header(root, header);
  }
  Scenario scenario;
  fill_header(scenario, header);
  check_read_once(composition.policies, scenario.start, report);
  fill_timeline(scenario, composition, report, parameters, history);
  if (!report.problems.empty()) throw ScenarioError(std::move(report.problems));
  fill_policy(scenario, composition.policies);
  scenario.resolved_yaml = print_tree(resolved_tree(composition, header));
  scenario.sha256 = sha256_of(scenario.resolved_yaml);
  return scenario;
}

}  // namespace

Scenario load(const std::filesystem::path& file, const Overrides& overrides,
              std::vector<Parameter>* parameters, std::vector<DatedParameters>* history) {
  Report report;
  auto [files, complete] = read_files(file, report.problems);
  report.partial = !complete;
  return load_files(std::move(files), std::move(report), overrides, parameters, history);
}

Scenario load_text(const std::string& yaml, const std::string& label, const Overrides& overrides,
                   std::vector<Parameter>* parameters, std::vector<DatedParameters>* history) {
  Report report;
  std::vector<SourceFile> files;
  if (auto root = parse_tree(yaml, label, report.problems))
    files.push_back(source_file(*root, label));
  return load_files(std::move(files), std::move(report), overrides, parameters, history);
}

std::string sha256_of(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1 ||
      EVP_DigestUpdate(context.get(), text.data(), text.size()) != 1 ||
      EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1)
    throw RunError("SHA-256 is not available from the cryptography library");
  std::string out;
  for (unsigned int i = 0; i < size; ++i) out += fmt::format("{:02x}", digest[i]);
  return out;
}

}  // namespace talentsim::scenario
