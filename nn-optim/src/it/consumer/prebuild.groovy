// The user's project is the README's: its pom, and its first Java block.
def text = new File(readme).getText('UTF-8')
assert text.contains(new File(basedir, 'pom.xml').getText('UTF-8')) : 'The README shows another pom'
def block = text =~ /(?s)```java\n(.*?)```/
assert block.find() && block.group(1).contains('class QuickStart') : 'The README no longer begins with the quick start'
def source = new File(basedir, 'src/main/java/QuickStart.java')
source.parentFile.mkdirs()
source.setText(block.group(1), 'UTF-8')
