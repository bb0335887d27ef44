// SPDX-License-Identifier: MIT
#include "phases/agenda.h"

#include <algorithm>
#include <utility>

namespace talentsim::phases {
namespace {

using Order = std::vector<std::pair<population::Key, std::uint32_t>>;  // key, place in the list

// Sorts. Applications of one month are in order already, so that the list is a few runs, which are
// merged two by two.
void merge_runs(Order& order) {
  const auto at = [&](std::size_t i) { return order.begin() + static_cast<std::ptrdiff_t>(i); };
  std::vector<std::size_t> runs;  // beginnings, and the end
  for (std::size_t i = 0; i < order.size(); ++i)
    if (i == 0 || order[i] < order[i - 1]) runs.push_back(i);
  runs.push_back(order.size());
  while (runs.size() > 2) {
    std::vector<std::size_t> longer;
    for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
      longer.push_back(runs[i]);
      if (i + 2 < runs.size()) std::inplace_merge(at(runs[i]), at(runs[i + 1]), at(runs[i + 2]));
    }
    longer.push_back(order.size());
    runs = std::move(longer);
  }
}

}  // namespace

std::vector<population::Application> take_due(Calendar& calendar, Month month) {
  const auto found = calendar.find(month.index());
  if (found == calendar.end()) return {};
  const auto unordered = std::move(found->second);
  calendar.erase(found);
  Order order;
  order.reserve(unordered.size());
  for (const auto& a : unordered) order.emplace_back(a.key, order.size());
  merge_runs(order);
  std::vector<population::Application> list;
  list.reserve(order.size());
  for (const auto& [key, place] : order) list.push_back(unordered[place]);
  return list;
}

}  // namespace talentsim::phases
