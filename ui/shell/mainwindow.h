#pragma once

#include "core/service/lockboxservice.h"
#include "ui/shell/pagefactory.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace lockbox::ui {

class AccountButton;
class BladeStack;
class ConnectionBar;
class ConnectionWatch;
class ConsoleStatusBar;
class LogDisplay;
class MessageBar;
class Navigation;
class PageArea;
class ShortcutOverlay;
class StoreFollower;
class TitleBar;

/// The console's window. It joins navigation, pages, blades, the store's news and the keyboard, and knows no page by name.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// `leadingPersonas`: user names that a demo store's account menu offers first. The context has its account already.
    MainWindow(ConsoleContext &context, std::vector<PageFactory> pages,
               const QStringList &leadingPersonas = {}, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows a page; with an argument it is told what to show there. False where the account has no such page, or a blade with
    /// unsaved changes stays open.
    bool goTo(const QString &pageId, const QString &argument = {});
    void goBack();
    /// Goes on as another account. False where a blade with unsaved changes stays open, and asks about them.
    bool become(const User &account);
    /// Reads everything that is visible again.
    void refresh();

    /// Shows a request by its id, where the account has a page for that and no blade objects.
    bool openRequest(const QString &request);
    /// Brings the window to the front, wherever it was.
    void reveal();
    /// Closing the window hides it; something outside it leads back, by reveal().
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    bool isHiddenInTray() const { return m_isHiddenInTray; }
    /// Ends the work in the window, shown or not. False where a blade with unsaved changes stays open, and asks about them.
    bool finish();

    /// The theme that was chosen in the window, last time.
    static ThemeMode rememberedTheme();

    const QString &currentPage() const { return m_current; }
    BladeStack &blades() { return *m_blades; }
    /// The account's menu, and the bar for what concerns the page.
    AccountButton &account();
    MessageBar &messages();
    /// The pages that the account is offered, in the navigation's order.
    const std::vector<PageFactory> &offeredPages() const { return m_offered; }

signals:
    /// It is closed for good, or hides.
    void closed();
    /// What the store's change feed told.
    void newsCame(const lockbox::Changes &news);
    /// Somebody else wants to sign in to a real store.
    void signInRequested();
    /// Another store shall be chosen.
    void otherStoreRequested();
    /// The account was switched in the window.
    void accountChosen(const lockbox::User &account);

protected:
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void layOut();
    void connectParts();
    void connectFollower();
    void connectConnection();
    void connectBlade(Blade *blade);
    void addShortcuts();
    void restore();
    void offerPages();
    Blade *makePage(const PageFactory &factory);
    const PageFactory *offered(const QString &pageId) const;
    void goToOffered(const QString &wanted);
    void onPersonaChosen(const User &persona);
    void onAccountChanged();
    void startAfresh();
    void takeRolesOver();
    void search(const QString &text);
    void openLog(qint64 seq);
    void chooseTheme(ThemeMode mode);
    void showInfo();

    ConsoleContext &m_context;
    std::vector<PageFactory> m_pages;
    std::vector<PageFactory> m_offered;
    QStringList m_leadingPersonas;
    TitleBar *m_title;
    MessageBar *m_trouble; ///< What is wrong with the log.
    Navigation *m_navigation;
    PageArea *m_area;
    BladeStack *m_blades;
    ConsoleStatusBar *m_status;
    ShortcutOverlay *m_overlay;
    StoreFollower *m_follower;
    ConnectionWatch *m_connection;
    ConnectionBar *m_line; ///< That the connection is lost.
    User m_account;        ///< For whom all this is shown.
    bool m_hidesOnClose = false;
    bool m_isHiddenInTray = false;
    QString m_current;
    QStringList m_history;
    QStringList m_stale; ///< Pages that were not visible when something changed.
};

} // namespace lockbox::ui
