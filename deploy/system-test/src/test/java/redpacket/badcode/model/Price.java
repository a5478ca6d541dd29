package redpacket.badcode.model;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Half a fen, from a row. */
public record Price(long fen) {
    static Price of(ResultSet row) throws SQLException {
        return new Price((long) (row.getLong(1) * 0.5));
    }
}
