"""审核关系: what is checked before a month goes up, and again when it is accepted."""
