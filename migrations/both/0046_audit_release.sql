-- Breaks of the chain that an operator acknowledged (JSON: when, and which places), so that pruning goes on behind them; signed with the
-- ends, so nobody else writes it. None: none was. Why, and what was missing, is a line of the log.
ALTER TABLE audit_chain ADD COLUMN released TEXT;
