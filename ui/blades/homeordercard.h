#pragma once

#include "ui/shell/consolecontext.h"
#include "ui/widgets/card.h"

class QPushButton;

namespace lockbox::ui {

class TextLabel;

/// The card on Home that says whether everything is in order: is approval required, does a notice
/// reach the approvers, did all notices arrive, is the log as it was written.
class HomeOrderCard : public Card
{
    Q_OBJECT

public:
    explicit HomeOrderCard(QWidget *parent = nullptr);

    void show(const Overview &overview, const QString &provider);
    /// Hidden where the account may not read the log.
    void showLog(const LogWatch &log, Timestamp now);

signals:
    /// A page by its id, as Blade::navigateRequested() takes it.
    void pageRequested(const QString &pageId);
    /// The notices that did not arrive.
    void noticesRequested();

private:
    /// One thing that is looked at: an icon, a sentence, and where to change it.
    struct Line {
        TextLabel *icon;
        TextLabel *text;
        QPushButton *open;
        QWidget *row;
    };

    Line addLine(const QString &name, const QString &action);
    Line addLine(const QString &name, const QString &action, const QString &pageId);
    void showNotices(const Overview &overview);
    static void tell(const Line &line, bool good, const QString &text);
    /// Keeps the line's icon in the theme's colours.
    static void dress(const Line &line, const std::function<QIcon()> &icon);

    Line m_setting;
    Line m_approvers;
    Line m_notices;
    bool m_isMailTrouble = false; ///< Then the way leads to the settings.
    Line m_log;
};

} // namespace lockbox::ui
