#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace lockbox::ui {

/// One entry of a Timeline.
struct TimelineEntry {
    enum class Progress { Done, Future };
    Progress progress = Progress::Done;
    QString title;
    QString detail; ///< May be empty.
    QString time;   ///< May be empty.

    bool operator==(const TimelineEntry &) const = default;
};

/// What happened in order, below each other on a line of dots. Each entry reads as one sentence.
class Timeline : public QWidget
{
    Q_OBJECT

public:
    explicit Timeline(QWidget *parent = nullptr);

    void setEntries(const std::vector<TimelineEntry> &entries);
    const std::vector<TimelineEntry> &entries() const { return m_entries; }

private:
    std::vector<TimelineEntry> m_entries;
    QVBoxLayout *m_layout;
};

} // namespace lockbox::ui
