"""The workbook in which agencies answer: its layout, written empty and read when filled in."""
