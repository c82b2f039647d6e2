// The user's program is the README's: its first Java block.
def block = new File(readme).getText('UTF-8') =~ /(?s)```java\n(.*?)```/
assert block.find() && block.group(1).contains('class QuickStart') : 'The README no longer begins with the quick start'
def source = new File(basedir, 'src/main/java/QuickStart.java')
source.parentFile.mkdirs()
source.setText(block.group(1), 'UTF-8')
