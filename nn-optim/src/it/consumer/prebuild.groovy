// The user's project is the READMEs': the pom of this module's, and the first Java block of the root's.
def text = new File(readme).getText('UTF-8')
assert text.contains(new File(basedir, 'pom.xml').getText('UTF-8')) : 'nn-optim/README.md shows another pom'
def block = new File(frontDoor).getText('UTF-8') =~ /(?s)```java\n(.*?)```/
assert block.find() && block.group(1).contains('class QuickStart') : 'README.md no longer begins with the quick start'
def source = new File(basedir, 'src/main/java/QuickStart.java')
source.parentFile.mkdirs()
source.setText(block.group(1), 'UTF-8')
