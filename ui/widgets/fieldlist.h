#pragma once

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace lockbox::ui {

class TextLabel;

/// One line of a FieldList.
struct Field {
    QString label;
    QString value;
    QString toolTip; ///< Told on hover, may be empty.

    bool operator==(const Field &) const = default;
};

/// Labels with values below each other, as the portal shows a request. Values can be selected and copied; a value's accessible
/// name holds label and value.
class FieldList : public QWidget
{
    Q_OBJECT

public:
    explicit FieldList(QWidget *parent = nullptr);

    /// Keeps the rows that stay, so a selection and the focus survive a refresh.
    void setFields(const std::vector<Field> &fields);
    const std::vector<Field> &fields() const { return m_fields; }

private:
    struct Row {
        TextLabel *label;
        TextLabel *value;
    };
    Row addRow();
    static void fill(const Row &row, const Field &field);

    QVBoxLayout *m_layout;
    std::vector<Field> m_fields;
    std::vector<Row> m_rows;
};

} // namespace lockbox::ui
