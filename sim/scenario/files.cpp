// SPDX-License-Identifier: MIT
#include "scenario/files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "scenario/scalars.h"

namespace talentsim::scenario {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "scenarios";
constexpr std::size_t kMostFiles = 256;
constexpr std::size_t kMostBytes = kLargestFileBytes;  // of all files of a scenario together

bool is_below(const fs::path& path, const fs::path& folder) {
  auto [end, unused] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
  return end == folder.end();
}

// The nearest ancestor folder named scenarios, or empty.
fs::path scenarios_folder(const fs::path& absolute_file) {
  for (fs::path folder = absolute_file.parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    if (folder.filename() == kFolder) return folder;
    if (folder == folder.root_path()) break;
  }
  return {};
}

// Reads at most the allowed size of a regular file; the reason when it cannot.
std::string read_limited(const fs::path& path, std::string& text, std::size_t most) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (file < 0) return fmt::format("unreadable ({})", std::strerror(errno));
  struct Closer {
    int handle;
    ~Closer() { ::close(handle); }
  } closer{file};
  struct stat status {};
  if (::fstat(file, &status) != 0) return fmt::format("unreadable ({})", std::strerror(errno));
  if (!S_ISREG(status.st_mode)) return "not a regular file (a scenario is a text file)";
  const auto too_large = [most](auto bytes) {
    return fmt::format("too large: {} bytes (a scenario file has at most {})", bytes, most);
  };
  if (status.st_size > static_cast<off_t>(most)) return too_large(status.st_size);
  text.resize(static_cast<std::size_t>(status.st_size) + 1);  // one more byte finds the end
  std::size_t size = 0;
  while (size <= most) {
    if (size == text.size())  // grew while it was read
      text.resize(std::min(2 * size, most + 1));
    const ssize_t count = ::read(file, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fmt::format("unreadable ({})", std::strerror(errno));
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  if (size > most) return too_large(size);
  text.resize(size);
  return {};
}

// " (did you mean '../x.yaml'?)" from the folders above the missing one, below `root`.
std::string same_name_above(const fs::path& missing, const fs::path& root) {
  std::string up;
  std::error_code error;
  for (fs::path folder = missing.parent_path(); folder != root && is_below(folder, root);
       folder = folder.parent_path()) {
    up += "../";
    const fs::path there = folder.parent_path() / missing.filename();
    if (fs::is_regular_file(there, error))
      return fmt::format(" (did you mean '{}{}'?)", up, missing.filename().string());
  }
  return {};
}

// " (did you mean 'x.yaml'?)" from the files beside the missing one.
std::string similar_file(const fs::path& missing, const fs::path& root) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(missing.parent_path(), error), end;
       !error && it != end && names.size() < 1000; it.increment(error))
    names.push_back(it->path().filename().string());
  std::sort(names.begin(), names.end());
  const std::string beside = did_you_mean(missing.filename().string(), names);
  return beside.empty() ? same_name_above(missing, root) : beside;
}

class Collector {
 public:
  explicit Collector(std::vector<Problem>& problems) : problems_(problems) {}

  ScenarioFiles collect(const fs::path& file) {
    std::error_code error;
    const fs::path absolute = fs::absolute(file, error).lexically_normal();
    root_ = scenarios_folder(absolute);
    const Mark whole{std::make_shared<const std::string>(file.string()), 0, 0};
    if (error || root_.empty()) {
      report(whole, fmt::format("not below a folder named '{}' (scenario files are read only "
                                "there); move it into one",
                                kFolder));
    } else if (is_allowed(absolute, file.string(), whole)) {
      visit(absolute, file.lexically_normal(), whole);
    }
    return std::move(out_);
  }

  std::optional<TextFile> read_text(const fs::path& from, const std::string& written,
                                    const Mark& mark, std::size_t most) {
    std::error_code error;
    const fs::path path =
        from.empty() ? fs::path(written) : (from.parent_path() / written).lexically_normal();
    const fs::path absolute = fs::absolute(path, error).lexically_normal();
    root_ =
        scenarios_folder(from.empty() ? absolute : fs::absolute(from, error).lexically_normal());
    TextFile file{path, {}};
    if (error || root_.empty()) {
      report(mark, fmt::format("not below a folder named '{}' (scenario files are read only "
                               "there); move it into one",
                               kFolder));
    } else if (!from.empty() && fs::path(written).is_absolute()) {
      report(mark, fmt::format("'{}' is an absolute path (scenario files are read only below "
                               "'{}'); write it relative to this file",
                               written, kFolder));
    } else if (is_allowed(absolute, written, mark)) {
      const std::string reason = read_limited(absolute, file.text, most);
      if (reason.empty()) return file;
      report(mark, mark.line == 0 ? reason : fmt::format("'{}' is {}", written, reason));
    }
    return {};
  }

 private:
  // Everything reported here leaves something unread.
  void report(const Mark& mark, std::string message) {
    out_.complete = false;
    problems_.push_back({*mark.file, mark.line, mark.column, std::move(message)});
  }

  // Whether the path, with every symbolic link followed, is an existing file below the scenarios
  // folder.
  bool is_allowed(const fs::path& absolute, const std::string& written, const Mark& mark) {
    std::error_code error;
    const fs::path real_root = fs::canonical(root_, error);
    const fs::path real = error ? fs::path() : fs::weakly_canonical(absolute, error);
    if (error || !is_below(absolute, root_)) {
      if (error)
        report(mark, fmt::format("'{}' is unreadable ({})", written, error.message()));
      else
        report(mark,
               fmt::format("'{}' leaves the folder '{}' (scenario files are read only below it)",
                           written, kFolder));
      return false;
    }
    if (!is_below(real, real_root)) {
      report(mark, fmt::format("'{}' leaves the folder '{}' through a symbolic link (scenario "
                               "files are read only below it)",
                               written, kFolder));
      return false;
    }
    if (!fs::exists(real, error)) {
      report(mark, fmt::format("no such file '{}'", written) + similar_file(absolute, root_));
      return false;
    }
    return true;
  }

  void visit(const fs::path& absolute, const fs::path& display, const Mark& mark) {
    std::error_code error;
    const std::string real = fs::canonical(absolute, error).string();
    const auto above = std::find_if(stack_.begin(), stack_.end(),
                                    [&](const auto& open) { return open.first == real; });
    if (above != stack_.end()) {
      std::string chain;
      for (auto it = above; it != stack_.end(); ++it) chain += it->second + " -> ";
      return report(mark, fmt::format("cycle in extends ({}{})", chain, label_of(absolute)));
    }
    if (!seen_.insert(real).second) return;
    if (seen_.size() > kMostFiles) {
      if (seen_.size() == kMostFiles + 1)
        report(mark, fmt::format("more than {} files in one scenario", kMostFiles));
      return;
    }
    std::string text;
    if (const std::string reason = read_limited(absolute, text, kLargestFileBytes); !reason.empty())
      return report(
          mark, mark.line == 0 ? reason : fmt::format("'{}' is {}", label_of(absolute), reason));
    bytes_ += text.size();
    if (bytes_ > kMostBytes)
      return report(
          mark, fmt::format("the files of the scenario are too large together (at most {} bytes)",
                            kMostBytes));
    auto root = parse_tree(text, display.string(), problems_);
    if (!root) {
      out_.complete = false;
      return;
    }
    if (!root->is_mapping())
      return report(root->mark,
                    fmt::format("{} where a mapping of keys to values is needed", what_is(*root)));
    stack_.emplace_back(real, label_of(absolute));
    follow_extends(*root, absolute, display);
    stack_.pop_back();
    keep(std::move(*root), label_of(absolute));
  }

  void follow_extends(const Node& root, const fs::path& absolute, const fs::path& display) {
    const Node* extends = root.find("extends");
    if (extends == nullptr || extends->broken) return;
    if (extends->is_scalar()) return follow(*extends, absolute, display);
    if (extends->is_mapping())
      return report(extends->mark, "extends: a mapping where a path or a list of paths is needed");
    for (const Node& item : extends->items) follow(item, absolute, display);
  }

  void follow(const Node& entry, const fs::path& absolute, const fs::path& display) {
    if (entry.broken) return;
    if (!entry.is_scalar() || entry.text.empty())
      return report(entry.mark, fmt::format("extends: {} where a path is needed", what_is(entry)));
    const fs::path written = entry.text;
    if (written.is_absolute())
      return report(entry.mark, fmt::format("'{}' is an absolute path (scenario files are read "
                                            "only below '{}'); write it relative to this file",
                                            entry.text, kFolder));
    const fs::path next = (absolute.parent_path() / written).lexically_normal();
    if (is_allowed(next, entry.text, entry.mark))
      visit(next, (display.parent_path() / written).lexically_normal(), entry.mark);
  }

  void keep(Node root, std::string label) {
    out_.files.push_back(source_file(std::move(root), std::move(label)));
  }

  std::string label_of(const fs::path& absolute) const {
    return absolute.lexically_relative(root_).generic_string();
  }

  std::vector<Problem>& problems_;
  fs::path root_;
  ScenarioFiles out_;
  std::vector<std::pair<std::string, std::string>>
      stack_;  // real path and label of the files being read
  std::set<std::string> seen_;
  std::size_t bytes_ = 0;
};

}  // namespace

SourceFile source_file(Node root, std::string label) {
  SourceFile file;
  file.label = std::move(label);
  file.policy.kind = Node::Kind::sequence;
  if (Node* policy = root.find("policy")) file.policy = std::move(*policy);
  std::erase_if(root.entries,
                [](const Entry& e) { return e.key == "extends" || e.key == "policy"; });
  file.body = std::move(root);
  return file;
}

std::optional<TextFile> read_text_file(const fs::path& from, const std::string& written,
                                       const Mark& mark, std::vector<Problem>& problems,
                                       std::size_t most) {
  return Collector(problems).read_text(from, written, mark, most);
}

ScenarioFiles read_files(const fs::path& file, std::vector<Problem>& problems) {
  return Collector(problems).collect(file);
}

}  // namespace talentsim::scenario
