"""Reports keep nothing of their own: their files are exports of personnel."""
