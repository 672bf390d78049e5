"""The manners of the robot, where Scrapy's own fall short of ours."""
