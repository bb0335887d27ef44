// SPDX-License-Identifier: MIT
#include "scenario/timeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

namespace talentsim::scenario {
namespace {

// Every date costs a copy of the tree and an application of all earlier policies; a real scenario
// needs a hundredth of this.
constexpr std::size_t kMostDatedValues = 5'000'000;

// The base or one what-if.
struct Layer {
  Node body;
  Node label;
  std::vector<PolicyEntry> policies;  // by date
};

std::vector<Layer> make_layers(std::vector<SourceFile>& files, Report& report) {
  std::vector<Layer> layers;
  const auto gives_period = [](const SourceFile& file) {
    return file.body.find("period") != nullptr;
  };
  const auto last_of_base = std::find_if(files.begin(), files.end(), gives_period);
  for (auto file = files.begin(); file != files.end(); ++file) {
    const Node label = scalar_node(file->label, file->body.mark);
    auto policies = read_policy(file->policy, file->label, report);
    if (layers.empty() || last_of_base < file) {
      layers.push_back({std::move(file->body), label, std::move(policies)});
    } else {
      merge(layers.front().body, file->body, label, false);
      std::move(policies.begin(), policies.end(), std::back_inserter(layers.front().policies));
    }
  }
  for (Layer& layer : layers)
    std::stable_sort(layer.policies.begin(), layer.policies.end(),
                     [](const PolicyEntry& a, const PolicyEntry& b) { return a.from < b.from; });
  return layers;
}

void apply(Node& tree, const std::vector<Setting>& settings) {
  for (const Setting& setting : settings)
    set_value(tree, setting.path, setting.value, setting.source);
}

// The tree with every policy up to `last`, or none.
Node tree_at(const std::vector<Layer>& layers, const std::vector<Setting>& overrides,
             const Month* last) {
  Node tree = layers.front().body;
  for (const Layer& layer : layers) {
    if (&layer != &layers.front()) merge(tree, layer.body, layer.label, true);
    if (last == nullptr) continue;
    for (const PolicyEntry& policy : layer.policies)
      if (policy.from <= *last) apply(tree, policy.settings);
  }
  apply(tree, overrides);
  return tree;
}

// Drops the settings whose path names nothing.
void check_paths(std::vector<Setting>& settings, const Node& tree, bool dated, Report& report) {
  std::erase_if(settings,
                [&](const Setting& setting) { return !check_path(setting, tree, dated, report); });
}

bool is_start_of(const Path& start, const Path& path) {
  return start.size() <= path.size() && std::equal(start.begin(), start.end(), path.begin());
}

// Which of the policies of one date made a change: the last that names the path and that the value
// says it comes from.
std::size_t credited(const std::vector<PolicyEntry>& acting, const Path& path, const Node& node) {
  const Node* source = node.find("source");
  std::size_t by = acting.size() - 1;
  bool sure = false;
  for (std::size_t i = 0; i < acting.size(); ++i) {
    for (const Setting& setting : acting[i].settings) {
      if (!is_start_of(setting.path, path) && !is_start_of(path, setting.path)) continue;
      const bool says_so = source != nullptr && same(*source, setting.source);
      if (says_so || !sure) by = i;
      sure = sure || says_so;
    }
  }
  return by;
}

// What stands at a path; an empty scalar when nothing does.
Node value_at(const Node& tree, const Path& path) {
  const Node* node = &tree;
  for (const std::string& key : path) {
    node = node->find(key);
    if (node == nullptr) return {};
  }
  return *node;
}

// Adds the policies of one date with what each of them changes, and what it puts on record.
void add_policies(const std::vector<std::pair<Path, Node>>& changes, const Node& before, Month from,
                  const std::vector<Layer>& layers, std::vector<PolicyEntry>& out) {
  std::vector<PolicyEntry> acting;
  for (const Layer& layer : layers)
    for (const PolicyEntry& policy : layer.policies)
      if (policy.from == from) acting.push_back(policy);
  std::vector<PolicyEntry> effects = acting;
  for (PolicyEntry& effect : effects) effect.settings.clear();
  for (const auto& [path, node] : changes)
    effects[credited(acting, path, node)].settings.push_back(
        {path, node.mark, node, {}, value_at(before, path)});
  std::erase_if(effects, [](const PolicyEntry& effect) {
    return effect.settings.empty() && effect.record.items.empty();
  });
  std::move(effects.begin(), effects.end(), std::back_inserter(out));
}

}  // namespace

Composition compose(std::vector<SourceFile> files, const std::vector<Setting>& overrides,
                    Report& report) {
  Composition out;
  auto layers = make_layers(files, report);
  auto settings = overrides;
  const Node declared = tree_at(layers, {}, nullptr);
  check_paths(settings, declared, false, report);
  std::set<Month> dates;
  std::size_t values = 0;
  for (Layer& layer : layers) {
    for (PolicyEntry& policy : layer.policies) {
      check_paths(policy.settings, declared, true, report);
      dates.insert(policy.from);
      values += policy.settings.size();
    }
  }
  out.undated = tree_at(layers, settings, nullptr);
  values += count_nodes(out.undated);
  if (dates.size() * values > kMostDatedValues) {
    report.add(out.undated.mark,
               fmt::format("{} policy dates for {} values are more than can be kept", dates.size(),
                           values));
    return out;
  }
  const Node* before = &out.undated;
  out.dated.reserve(dates.size());
  for (Month date : dates) {
    Node tree = tree_at(layers, settings, &date);
    const auto changes = differences(*before, tree);
    add_policies(changes, *before, date, layers, out.policies);
    if (changes.empty()) continue;
    out.dated.push_back({date, std::move(tree)});
    before = &out.dated.back().tree;
  }
  return out;
}

}  // namespace talentsim::scenario
