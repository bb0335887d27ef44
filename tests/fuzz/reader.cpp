// SPDX-License-Identifier: MIT
#include "reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/temporary_folder.h"
#include "scenario/loader.h"
#include "support/error.h"

namespace talentsim::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFirst = "x.yaml";  // the file that is loaded
constexpr std::size_t kMostFiles = 8;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

// A folder named scenarios for the life of the process.
class Folder {
 public:
  Folder() {
    fs::create_directory(base_.path() / "scenarios");
    fs::copy_file(fs::path(TALENTSIM_SOURCES) / "tests/scenarios/small_town.yaml",
                  path("small_town.yaml"));
  }

  fs::path path(const std::string& name) const { return base_.path() / "scenarios" / name; }
  void write(const std::string& name, std::string_view text) const {
    const int file = ::open(path(name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0 || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      fail("the temporary folder cannot be written");
    ::close(file);
  }

 private:
  test::TemporaryFolder base_;
};

struct Input {
  std::vector<std::pair<std::string, std::string_view>> files;
  scenario::Overrides overrides;
};

// Where the next dividing line begins, from `at` on.
std::size_t next_mark(std::string_view bytes, std::size_t at) {
  if (at == 0 && bytes.starts_with("#= ")) return 0;
  const std::size_t found = bytes.find("\n#= ", at);
  return found == std::string_view::npos ? bytes.size() : found + 1;
}

Input divide(std::string_view bytes) {
  static constexpr std::string_view kFile = "#= file ", kSet = "#= set ";
  Input input;
  std::size_t at = next_mark(bytes, 0);
  input.files.emplace_back(kFirst, bytes.substr(0, at));
  while (at < bytes.size()) {
    const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, line_end - at);
    at = next_mark(bytes, line_end);
    if (line.starts_with(kSet)) {
      input.overrides.set.emplace_back(
          std::string(line.substr(kSet.size())).c_str());  // as from argv, no zero bytes
    } else if (line.size() == kFile.size() + 1 && line.starts_with(kFile) && line.back() >= 'a' &&
               line.back() <= 'w' && input.files.size() < kMostFiles) {
      input.files.emplace_back(std::string(1, line.back()) + ".yaml",
                               bytes.substr(line_end, at - line_end));
    }
  }
  return input;
}

std::optional<scenario::Scenario> try_load(const fs::path& file,
                                           const scenario::Overrides& overrides) {
  try {
    return scenario::load(file, overrides);
  } catch (const ScenarioError& error) {
    if (std::string_view(error.what()).find(" error: ") == std::string_view::npos)
      fail("a refusal without a message");
    return {};
  }
}

void load_resolved(const Folder& folder, const scenario::Scenario& scenario) {
  static constexpr const char* kResolved = "resolved.yaml";
  folder.write(kResolved, scenario.resolved_yaml);
  try {
    const auto again = scenario::load(folder.path(kResolved));
    if (again.resolved_yaml != scenario.resolved_yaml)
      fail("resolved again, the scenario changes:\n" + scenario.resolved_yaml + "=====\n" +
           again.resolved_yaml);
  } catch (const ScenarioError& error) {
    fail("the resolved scenario does not load:\n" + std::string(error.what()) + "\n=====\n" +
         scenario.resolved_yaml);
  }
}

}  // namespace

void read_scenario(std::string_view bytes) {
  static const Folder folder;
  static std::set<std::string> left;  // files of the input before
  const Input input = divide(bytes);
  for (const std::string& name : left) fs::remove(folder.path(name));
  left.clear();
  for (const auto& [name, text] : input.files) {
    folder.write(name, text);
    left.insert(name);
  }
  if (const auto scenario = try_load(folder.path(kFirst), input.overrides))
    load_resolved(folder, *scenario);
}

}  // namespace talentsim::fuzz
