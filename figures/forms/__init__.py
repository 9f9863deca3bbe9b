"""Official tables (统计表) as data: what each consists of, filled from figures, checked, told, and proved on paper."""
