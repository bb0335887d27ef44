// SPDX-License-Identifier: MIT
// A throw-away folder named `scenarios`, for tests that write files.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "lib/temporary_folder.h"
#include "scenario/loader.h"
#include "support/error.h"

namespace talentsim::scenario::test {

namespace fs = std::filesystem;

// The scenarios that come with the tests.
inline fs::path test_scenarios() { return fs::path(TALENTSIM_SOURCES) / "tests/scenarios"; }

inline Scenario small_town(const Overrides& overrides = {}) {
  return load(test_scenarios() / "small_town.yaml", overrides);
}

class ScenarioFolder {
 public:
  ScenarioFolder() {
    fs::create_directory(outside() / "scenarios");
    fs::copy_file(test_scenarios() / "small_town.yaml", path("small_town.yaml"));
  }

  const fs::path& outside() const { return base_.path(); }
  fs::path path(const std::string& name) const { return outside() / "scenarios" / name; }
  fs::path write(const std::string& name, const std::string& text) const {
    fs::create_directories(path(name).parent_path());
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  // What loading the file complains of, with paths written from the scenarios folder; "" when it
  // loads.
  std::string problems(const std::string& name, const Overrides& overrides = {}) const {
    return problems_of(path(name), path(""), overrides);
  }
  // The same of a text that is written to a file first.
  std::string problems_in(const std::string& text, const Overrides& overrides = {}) const {
    write("x.yaml", text);
    return problems("x.yaml", overrides);
  }
  Scenario load_text(const std::string& text, const Overrides& overrides = {}) const {
    return load(write("x.yaml", text), overrides);
  }

  static std::string problems_of(const fs::path& file, const fs::path& folder,
                                 const Overrides& overrides = {}) {
    try {
      load(file, overrides);
    } catch (const ScenarioError& error) {
      return without(error.what(), folder.string());
    }
    return "";
  }

 private:
  static std::string without(std::string text, const std::string& prefix) {
    if (prefix.empty()) return text;  // it would be found at every place for ever
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;)
      text.erase(at, prefix.size());
    return text;
  }

  talentsim::test::TemporaryFolder base_;
};

}  // namespace talentsim::scenario::test
