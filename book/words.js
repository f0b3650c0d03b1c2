const WORDS = [
{
"at": "00_start_here.html#start-here",
"unit": "Start here",
"title": "Start here",
"words": "Time: about 20 minutes. You need: a little Python. No PyTorch yet. This course is a set of notebooks. You read a little, you run a little, and you write small pieces of code that are checked at once. When you are done with this page, you can run a notebook from top to bottom; read what a check tells you, and use it; ask for a hint, and see how far you are; tell whether your machine is ready."
},
{
"at": "00_start_here.html#how-do-you-learn-a-library-that-you-can-t-see-into",
"unit": "Start here",
"title": "How do you learn a library that you can't see into?",
"words": "You try something, you look at what comes back, and you find out why. That is all there is to it. So let's try something right now. The grey box below is a cell. Click into it and press Shift + Enter. The cell runs, and the value of its last line appears below it. The very first cell takes a few seconds, because it loads PyTorch. import torch from autograder import check, hint, progress, show show(torch.tensor([[1, 2, 3], [4, 5, 6]]), title=\"Your first tensor\") That is a tensor: numbers in a neat arrangement. PyTorch, the library that this course is about, works with nothing else. Pictures, sounds and sentences all become tensors first. Its makers call it a deep learning library for Python; its manual is at pytorch.org/docs. The course follows a set of slides, Introduction to PyTorch. We call it the deck. A few of its lines are wrong or out of date. When we come to one of them, you run it, see what PyTorch really does, and learn the right form. You will get to know tensors in the next unit. Here you only get to know the notebook."
},
{
"at": "00_start_here.html#cells-share-what-they-know",
"unit": "Start here",
"title": "Cells share what they know",
"words": "Every cell sees the names that earlier cells made. Run the next two cells, one after the other. minutes = 45 minutes * 60 Now change 45 to something else in the first of the two, and run only that cell. The second one still shows the old result: a cell runs when you run it, not by itself. Run it again, and it catches up. When you no longer know what has run and what hasn't, choose Kernel → Restart Kernel and Run All Cells… in the menu. (The kernel is the part that runs your cells and remembers the names.) It forgets everything and runs the cells from top to bottom. What you have typed stays. One thing stops it on the way: a cell of yours that raises an error, say because a bracket is missing. Fix that cell, and choose it again. A running cell has a star to its left, [*]. If one never ends, stop it: press the ■ button at the top, or Kernel → Interrupt Kernel. It stops with a KeyboardInterrupt, and nothing is lost."
},
{
"at": "00_start_here.html#an-exercise",
"unit": "Start here",
"title": "An exercise",
"words": "An exercise has three parts. A text says what to do. A cell with ... or # your code here is where you write. The cell below it calls check, and tells you how it went."
},
{
"at": "00_start_here.html#exercise-seconds_in_a_day",
"unit": "Start here",
"title": "Exercise · seconds_in_a_day",
"words": "How many seconds are there in a day? Put the number into the name seconds_in_a_day, in place of the three dots. You may let Python do the sum. (Anything after a # is a comment: it is for people, and Python skips it.) Then run your cell, and after it the check. Run the check once before you write anything, too: nothing bad happens. A check never costs you anything. Run it as often as you like: points are never taken away, and nobody counts the tries. Wrong answers are the interesting ones, because they get an explanation. After the name you see the points, and cpu. That is the part of your computer on which your answer was tried. In the next unit you will also see practice (simulated) there; unit 04 tells you what that is."
},
{
"at": "00_start_here.html#the-five-things-a-check-can-say",
"unit": "Start here",
"title": "The five things a check can say",
"words": "sign it says what to do ○ not attempted write something, run your cell, run the check ✗ not right yet read the message: it shows a call, what you gave, and what is wrong with it ✗ stopped with an error your code raised an error; the message names the line ◐ partly right the main thing works; the message names the case that doesn't ✓ correct read the line that says what it is good for, and go on You will now see each of them. Here is the task: write a function average_of_list(numbers) that returns the average of a list of numbers, and 0.0 for an empty list. We will do it badly first, on purpose. Run the cells one by one, and read each message before you go on. First try. The function is still empty. def average_of_list(numbers): ... check(\"average_of_list\") Second try. This one adds the numbers up and stops there. Look at the message: it shows one call, what came back, and what would have been right. def average_of_list(numbers): return sum(numbers) check(\"average_of_list\") Third try. A name that doesn't exist. The message gives Python's own error and the line in which it happened. def average_of_list(numbers): return sum(numbers) / how_many check(\"average_of_list\") Fourth try. Nearly. The function was tried on several lists, each of them called a case. The ordinary ones are right, so it earns part of the points. The number below the box is that part. A case that you may not have thought of is still open. def average_of_list(numbers): return sum(numbers) / len(numbers) check(\"average_of_list\") Enough bad tries. We put the three dots back, so that the name waits for your function: average_of_list = ..."
},
{
"at": "00_start_here.html#exercise-average_of_list",
"unit": "Start here",
"title": "Exercise · average_of_list",
"words": "Your turn: write it so that every case is right. You may start with the line from the fourth try. The text in triple quotes is the docstring. It says what comes in, what should go out, and gives an example. Everything you need is in it. If you are stuck, make a new cell (press Esc, then B) and run hint(\"average_of_list\"). Every exercise has three hints. The first only nudges, the last says nearly everything. Asking costs no points. def average_of_list(numbers): \"\"\"Return the average of a list of numbers. numbers: a list of numbers; it may be empty. Returns: a number; 0.0 for an empty list. average_of_list([1, 2, 6]) -> 3.0 \"\"\" ✓? Then you have seen all five. One habit to take along: a function must give back its answer with return. A print only shows it to you, and whoever calls the function gets nothing. This is what a hint looks like. Run the cell a second time, and you get the next one. hint(\"seconds_in_a_day\")"
},
{
"at": "00_start_here.html#say-it-before-you-run-it",
"unit": "Start here",
"title": "Say it before you run it",
"words": "In some exercises you predict: you write down what the computer will answer, before you run it. The check runs the real thing and compares. You learn far more from a wrong prediction than from watching the right answer go by. (The check also accepts the code itself as your answer, and lets the computer predict. But guess first; that is worth more.) Write down the value itself: a number, True or False, a list. When you expect an error, write its name as text. For example, int(\"three\") raises an error, because that text isn't a number: int(\"three\") Read an error message from its last line. It names the error, here ValueError, and says what went wrong. So the prediction would be \"raises ValueError\". (Python's rule: the type is right, because int does take text. The value is impossible.)"
},
{
"at": "00_start_here.html#exercise-text_plus_number",
"unit": "Start here",
"title": "Exercise · text_plus_number",
"words": "What does Python answer to the line below? Write your prediction into text_plus_number. If you are stuck: hint(\"text_plus_number\"). \"3\" + 4"
},
{
"at": "00_start_here.html#fix-what-is-broken",
"unit": "Start here",
"title": "Fix what is broken",
"words": "In other exercises you get a function that somebody else wrote. It looks fine, it even works on the example, and it has a bug. Fix it where it is, or rewrite it below; the last definition counts."
},
{
"at": "00_start_here.html#exercise-largest_in_list",
"unit": "Start here",
"title": "Exercise · largest_in_list",
"words": "This function gives the largest number of a list. It works for [3, 8, 5]. For which lists does it go wrong? Fix it. If you are stuck: hint(\"largest_in_list\"). def largest_in_list(numbers): \"\"\"Return the largest number of a list. numbers: a list of one or more numbers. It must not be changed. Returns: one of the numbers. largest_in_list([3, 8, 5]) -> 8 \"\"\" best = 0 for number in numbers: if number > best: best = number return best There is one more kind, the puzzle: a hard problem that fits into a line or two, with a rule such as no loop. The first one waits at the end of the next unit."
},
{
"at": "00_start_here.html#is-my-machine-ready",
"unit": "Start here",
"title": "Is my machine ready?",
"words": "If the cells above ran, it is. The next cell lists what you have. You need no graphics card for any part of this course: where a unit is about one, a simulated device takes its place. import sys from autograder import devices print(\"Python \", \".\".join(map(str, sys.version_info[:2]))) print(\"PyTorch\", torch.__version__.split(\"+\")[0]) for device in devices.available(): print(\"device \", device.name, \"(simulated)\" if device.simulated else \"\") When something doesn't work, open a terminal in the folder of the course and type make doctor. It looks at every part and tells you what to do."
},
{
"at": "00_start_here.html#how-far-am-i",
"unit": "Start here",
"title": "How far am I?",
"words": "progress() checks every exercise of the notebook again, and lists them. progress()"
},
{
"at": "00_start_here.html#to-take-along",
"unit": "Start here",
"title": "To take along",
"words": "Shift + Enter runs a cell. Cells run when you run them, in the order in which you run them. In doubt: Kernel → Restart Kernel and Run All Cells… A cell that never ends: ■. check(\"name\") as often as you like; a message shows one case, what you gave, and what is wrong. hint(\"name\") three times, from a nudge to nearly the answer. progress() shows how far you are, and show(t) draws a tensor. Predict before you run. return, don't print. Read an error from its last line. Your work is saved with Ctrl + S (⌘ S on a Mac). Next: 01 Tensors. What a number, a list and a table have in common, and what is wrong with the deck's very first line of code."
},
{
"at": "01_tensors.html#1-tensors",
"unit": "1 · Tensors",
"title": "1 · Tensors",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 00, numbers and lists in Python. When you are done, you can turn a number, a list and a table into a tensor, and back; say what shape and what rank a tensor has, before you run anything; compare tensors without falling into the usual traps; tell whether NumPy and PyTorch are looking at the same memory. Stuck on an exercise? hint(\"its_name\") helps, up to three times."
},
{
"at": "01_tensors.html#what-do-a-temperature-a-shopping-list-and-a-photograph-have-in-common",
"unit": "1 · Tensors",
"title": "What do a temperature, a shopping list and a photograph have in common?",
"words": "Run the two cells. The first shows a table of numbers. The second goes through it, and prints a block for every 9 and a faint one for every 0. import torch from autograder import check, hint, progress, show photo = torch.tensor( [ [0, 9, 0, 9, 0], [0, 9, 0, 9, 0], [0, 0, 0, 0, 0], [9, 0, 0, 0, 9], [0, 9, 9, 9, 0], ] ) show(photo, title=\"A photograph, five points by five\") for row in photo: for point in row: print(\"██\" if point == 9 else \"░░\", end=\"\") print() Two eyes and a smile: a face. To a computer, a photograph is a table of numbers, one for each point. A shopping list with prices is a row of numbers. A temperature is a single number. They differ in how many directions you can walk: down and across in the table, only along in the row, nowhere in the single number. Such a direction is called a dimension. A tensor is an arrangement of numbers along any number of dimensions, and PyTorch calculates with nothing else."
},
{
"at": "01_tensors.html#one-number",
"unit": "1 · Tensors",
"title": "One number",
"words": "The deck puts the number 5 into a tensor like this. What would you expect its shape to be? (The shape says how many elements there are along each dimension.) x = 5 t = torch.Tensor(5) t.shape That isn't the number 5. It is a row of five elements. torch.Tensor, with a capital T, takes an integer as a size: make room for five numbers. It doesn't even put anything there. The elements hold whatever happened to be in that part of the memory. So the deck's next two lines can't bring the 5 back. Look at the last line of the error: t = torch.Tensor(x) t.item() With a decimal point the capital T refuses at once, because 5. isn't a size: torch.Tensor(5.) The spelling you want has a small t. torch.tensor looks at what you give it, and makes a tensor of exactly that. .item() brings the Python number back: temperature = torch.tensor(21.5) print(\"back in Python:\", temperature.item()) show(temperature) There are two things above the number. () is the shape: no dimensions, so there is no size to list. A tensor without dimensions is called a scalar. float32 is the dtype, the kind of number inside: float32 has a decimal point, int64 is a whole number, bool is True or False."
},
{
"at": "01_tensors.html#exercise-1-five",
"unit": "1 · Tensors",
"title": "Exercise 1 · five",
"words": "Make the tensor that the deck meant: a scalar that holds the whole number 5."
},
{
"at": "01_tensors.html#dimensions-shape-and-rank",
"unit": "1 · Tensors",
"title": "Dimensions, shape and rank",
"words": "A row of numbers is called a vector, a table is called a matrix. You write them as you write lists in Python: a vector has one pair of square brackets, a matrix has brackets within brackets. Each inner pair is one row. prices = torch.tensor([3.5, 1.0, 2.25, 0.5]) matrix = torch.tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]) show(matrix) The vector prices has the shape (4,). The matrix in the picture has the shape (3, 4): three rows, four columns. Rows come first. We write a shape as a tuple: a list in round brackets that can't be changed. With one element it needs a comma, because (4) is only the number 4. PyTorch prints the same shape as torch.Size([4]). The number of dimensions is called the rank. t.dim() gives it, and so does t.ndim: one for each pair of brackets that you go through on your way to a number. The deck says: a scalar has rank 1, a list rank 2, a matrix rank 3. What does PyTorch say? print(\"a scalar has rank\", temperature.dim()) print(\"a vector has rank\", prices.dim()) print(\"a matrix has rank\", matrix.dim()) The deck is off by one. A scalar has no dimensions, so its rank is 0. A vector has rank 1, a matrix rank 2. It is right that you may go on like this. A film is a vector of photographs, so its rank is 3. Here is one with two pictures, side by side: film = torch.tensor([[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]) show(film) A matrix of matrices has rank 4. At the other end, a number without brackets and a row that happens to hold one number are not the same: matrix_of_matrices = torch.tensor([[[[1, 2]], [[3, 4]]], [[[5, 6]], [[7, 8]]]]) print(\"a matrix of matrices has rank\", matrix_of_matrices.dim()) print(torch.tensor(8).shape, \"a scalar: no dimension\") print(torch.tensor([8]).shape, \"a vector: one dimension, with one element along it\")"
},
{
"at": "01_tensors.html#exercise-2-rank_of_brackets",
"unit": "1 · Tensors",
"title": "Exercise 2 · rank_of_brackets",
"words": "Predict, without running it, what this gives. torch.tensor([[[7]]]).dim()"
},
{
"at": "01_tensors.html#exercise-3-ndim_and_shape",
"unit": "1 · Tensors",
"title": "Exercise 3 · ndim_and_shape",
"words": "And this? The last line makes a pair: write the rank and the shape, as in (7, (5, 6)). t = torch.tensor([[[1, 2, 3, 4]], [[5, 6, 7, 8]]]) t.ndim, t.shape"
},
{
"at": "01_tensors.html#exercise-4-apples_sold",
"unit": "1 · Tensors",
"title": "Exercise 4 · apples_sold",
"words": "Two shops sell apples. On Monday, Tuesday and Wednesday shop A sold 3, 5 and 2 of them; shop B sold 4, 0 and 6. Build the table as a tensor of whole numbers, with a row for each day and a column for each shop, A first. (Does Python say takes 1 positional argument? Put one more pair of brackets around all your rows.)"
},
{
"at": "01_tensors.html#which-kind-of-number",
"unit": "1 · Tensors",
"title": "Which kind of number?",
"words": "The deck uses the capital T for lists and tables, too. This time it does take your numbers. But watch what comes back: numbers = [0, 1, 2, 3] t = torch.Tensor(numbers) print(\"in: \", numbers) print(\"out:\", t.tolist()) t = torch.Tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]) print(t.dtype, t.shape) We put whole numbers in and got floats out. torch.Tensor turns a list of numbers into float32 (PyTorch's default dtype), whatever is in it. torch.tensor looks at the numbers and chooses. All elements of a tensor are of one kind, so a single decimal point turns them all into floats: print(torch.tensor([0, 1, 2, 3]).dtype) print(torch.tensor([0, 1, 2, 3.5]).dtype) print(torch.tensor([True, False]).dtype) Where the deck has the capital T, we write the small one from now on. To choose the dtype yourself, name it; and a pair of brackets around what you have makes one dimension more, in front: print(torch.tensor([3, 4], dtype=torch.float32)) print(torch.tensor(numbers).shape, torch.tensor([numbers]).shape)"
},
{
"at": "01_tensors.html#exercise-5-as_batch",
"unit": "1 · Tensors",
"title": "Exercise 5 · as_batch",
"words": "Networks want floats, and many examples at once: a batch, whose first dimension counts the examples. Turn one example (a number, a list or a table) into a batch that holds nothing else. def as_batch(data): \"\"\"Turn one example into a batch of one. data: a number, a list, or lists in lists of any depth; ints, floats or bools; it may be empty. Returns: a float32 tensor with one dimension more than data has, of size 1, in front. as_batch([3, 4]) -> tensor([[3., 4.]]) \"\"\""
},
{
"at": "01_tensors.html#exercise-6-ragged_rows",
"unit": "1 · Tensors",
"title": "Exercise 6 · ragged_rows",
"words": "A Python list may hold two rows of different lengths. Predict what PyTorch answers. If you expect an error, write its name as text, for example \"raises NameError\". torch.tensor([[1, 2, 3], [4, 5]]) Made your prediction? Run it. torch.tensor([[1, 2, 3], [4, 5]]) Along dimension 1 (PyTorch writes dim 1) it expected 3 numbers, and got 2. These rows can't form a table."
},
{
"at": "01_tensors.html#back-to-python",
"unit": "1 · Tensors",
"title": "Back to Python",
"words": "You reach into a tensor with square brackets, as with a list: counting starts at 0, and -1 is the last one. But look closely at what comes out: row = torch.tensor([40, 50, 60]) print(row[1]) print(row[1].shape) row[1] isn't the number 50. It is a tensor of rank 0 that holds 50. Indexing a tensor always gives a tensor. In a tensor of higher rank you give one index for each dimension, first the row, then the column. With fewer you get a whole piece. What you put between the brackets is a tuple, so you may make it beforehand: matrix = torch.tensor([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]) print(matrix[1, 2]) print(matrix[1]) where = (-1, 0) print(matrix[where]) print((7,) * 2) # a tuple, repeated .item() leads back to plain Python: it takes the number out of a tensor that holds exactly one. With more than one it can't choose for you: row.item()"
},
{
"at": "01_tensors.html#exercise-7-first_number",
"unit": "1 · Tensors",
"title": "Exercise 7 · first_number",
"words": "Return the first number of a vector as a plain Python number: an int from an integer tensor, a float from a float tensor. def first_number(vector): \"\"\"Return the first number of a vector. vector: a tensor of shape (n,), n at least 1, any dtype. Returns: a Python int or float. first_number(torch.tensor([40, 50])) -> 40 \"\"\" .tolist(), which you met above, takes all the numbers out, whatever the rank: a matrix becomes a list of its rows. matrix.tolist() (Halfway: a good place to rest.)"
},
{
"at": "01_tensors.html#are-they-equal",
"unit": "1 · Tensors",
"title": "Are they equal?",
"words": "Ask whether two tensors are equal, and you get one answer for each pair of elements, in a tensor of dtype bool. The same happens when you compare a tensor with a number. a = torch.tensor([1, 5, 3]) b = torch.tensor([1, 2, 3]) print(a == b) print(a > 2)"
},
{
"at": "01_tensors.html#exercise-8-equal_to_a_list",
"unit": "1 · Tensors",
"title": "Exercise 8 · equal_to_a_list",
"words": "Now one side is a tensor and the other a plain list. Predict what this gives. torch.tensor([1, 2]) == [1, 2] Made your prediction? Run it. PyTorch doesn't look into the list. To compare with one, turn the tensor into a list first, as in the second line: two lists have one answer. print(torch.tensor([1, 2]) == [1, 2]) print(a.tolist() == [1, 5, 3])"
},
{
"at": "01_tensors.html#one-question-many-answers",
"unit": "1 · Tensors",
"title": "One question, many answers",
"words": "An if needs one True or False, and so do and, or and not. A comparison of tensors gives many. So PyTorch refuses to guess: if a > 2 and a < 9: print(\"in between\") To ask both questions of each element, write & in place of and, with brackets around the comparisons. For an if, say which question you mean. .all() asks: are all of them True? .any() asks: is at least one of them True? Both give a tensor of rank 0, with one answer in it, and an if can work with that. print((a > 2) & (a < 9)) print((a > 2).all()) print((a > 2).any()) if (a > 0).all(): print(\"all of them are positive\")"
},
{
"at": "01_tensors.html#exercise-9-ever_freezing-fix-it",
"unit": "1 · Tensors",
"title": "Exercise 9 · ever_freezing (fix it)",
"words": "Somebody tried this function with one temperature. With a single element there is only one answer, and if needs no help; real data will break it. Fix it here, or rewrite it below; the last definition counts. It should say whether it was below zero at least once, as a plain Python bool. def ever_freezing(temperatures): \"\"\"Was it below zero at least once? temperatures: a tensor of degrees, of any rank, integers or floats; it may be empty. Returns: a Python bool. ever_freezing(torch.tensor([4.0, -1.0, 2.0])) -> True \"\"\" frost = False if temperatures < 0: frost = True return frost"
},
{
"at": "01_tensors.html#numpy-next-door",
"unit": "1 · Tensors",
"title": "NumPy next door",
"words": "NumPy is Python's older library for tables of numbers; its tensors are called arrays. torch.from_numpy makes a tensor from an array, and .numpy() goes the other way. Neither copies anything. Array and tensor are two windows onto the same numbers in memory. Such a second window is called a view. Write through one, and you see it through the other. torch.tensor always copies. import numpy as np array = np.array([1, 2, 3]) window = torch.from_numpy(array) copy = torch.tensor(array) array[2] = 99 print(\"window:\", window) print(\"copy: \", copy) t = torch.tensor([7, 8, 9]) view = t.numpy() t[0] = -1 print(\"view: \", view) array + 1 adds 1 to every number. Writing into an array is one thing, giving its name to another one is another."
},
{
"at": "01_tensors.html#exercise-10-shared_with_numpy",
"unit": "1 · Tensors",
"title": "Exercise 10 · shared_with_numpy",
"words": "Predict the list at the end. Go line by line; a sketch on paper helps. array = np.array([1, 2, 3]) t = torch.from_numpy(array) array[0] = 10 array = array + 1 array[1] = 50 t.tolist() Made your prediction? Here it is step by step. array = np.array([1, 2, 3]) t = torch.from_numpy(array) array[0] = 10 print(\"written into:\", array, t.tolist()) array = array + 1 print(\"a new array: \", array, t.tolist()) array[1] = 50 print(\"written into:\", array, t.tolist()) After array = array + 1 there are two arrays. The name array belongs to the new one, and t still looks at the old one. So that line tells you nothing about sharing. To find out, write into the array."
},
{
"at": "01_tensors.html#exercise-11-sorted_by_numpy-fix-it",
"unit": "1 · Tensors",
"title": "Exercise 11 · sorted_by_numpy (fix it)",
"words": "A colleague likes NumPy's array.sort(). It puts the numbers of an array in order, in the array itself, and returns nothing. The result is right, and yet other people complain: after a call their own tensors are in order, too. Fix it here, or rewrite it below. def sorted_by_numpy(t): \"\"\"Return the numbers in order, from the smallest to the largest, and leave t as it is. t: a vector of floats (float32 or float64) or integers; it may be empty. Returns: a new vector of the same length and dtype. sorted_by_numpy(torch.tensor([3, 1, 2])) -> tensor([1, 2, 3]) \"\"\" array = t.numpy() array.sort() return torch.from_numpy(array) One last thing. NumPy keeps numbers with a decimal point in 64 bits, PyTorch in 32. When a float64 turns up and you don't know why, there is usually an array behind it. print(torch.tensor([0.5, 1.5]).dtype) print(torch.tensor(np.array([0.5, 1.5])).dtype) print(torch.from_numpy(np.array([0.5, 1.5])).dtype)"
},
{
"at": "01_tensors.html#the-puzzle",
"unit": "1 · Tensors",
"title": "The puzzle",
"words": "A puzzle is hard, short, and comes with a rule. Try things out in a cell of your own."
},
{
"at": "01_tensors.html#exercise-12-last_corner-a-puzzle",
"unit": "1 · Tensors",
"title": "Exercise 12 · last_corner (a puzzle)",
"words": "Return the very last number of a tensor of any rank, as a Python number: the last of a vector, the one at the bottom right of a matrix, the last number of the last picture of a film. For a scalar it is the number itself. The rule: no loop, and of PyTorch only square brackets and .item(). Looking at .shape or .dim() is free: it calculates nothing. Here is the film from above again, as PyTorch prints it. last_corner(film) should give 12. print(film) def last_corner(t): \"\"\"Return the last number of a tensor: the one whose index is the last along every dimension. t: a tensor of any rank, even 0, with at least one element. Returns: a Python int or float. last_corner(torch.tensor([[1, 2], [3, 4]])) -> 4 \"\"\""
},
{
"at": "01_tensors.html#the-card",
"unit": "1 · Tensors",
"title": "The card",
"words": "torch.tensor(...), with a small t, turns a number, a list or nested lists into a tensor. Rank is the number of dimensions: scalar 0, vector 1, matrix 2. The shape lists the size along each dimension, rows first. Shape () is a number. Shape (1,) is a row with one number in it. Whole numbers give int64, a single decimal point makes everything float32, NumPy's floats stay float64. All rows must have the same length. t[0] is a tensor. .item() takes out the number if there is exactly one, .tolist() takes out all of them. == between tensors answers for each element, and between a tensor and a list it is False. .all() and .any() boil many answers down to one. from_numpy and .numpy() share memory, torch.tensor copies. x = x + 1 makes something new. The deck says PyTorch does t = torch.Tensor(5) is the number 5 five elements with no particular values; write torch.tensor(5) t = torch.Tensor(x), t.item() gives x back raises RuntimeError: five elements; with torch.tensor(x) it works (and with a decimal point, torch.Tensor(5.)) raises TypeError; torch.tensor(5.) works a scalar has rank 1, a list rank 2, a matrix rank 3 ranks 0, 1 and 2 torch.Tensor([0, 1, 2, 3]).tolist() gives the list back gives [0.0, 1.0, 2.0, 3.0]; with torch.tensor the integers stay tensors of any rank: a vector of matrices, a matrix of matrices true progress() Next: 02 Operations. How to calculate with three million numbers in one short line."
},
{
"at": "02_ops.html#2-operations",
"unit": "2 · Operations",
"title": "2 · Operations",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 01. When you are done, you can calculate with a million numbers in one line, without a loop; tell * from @, and add from add_; boil a tensor down to a sum, a mean or a maximum, along the dimension you want; join comparisons, and compare floats the right way; build softmax, the formula with which a language model turns scores into probabilities. Stuck on an exercise? hint(\"its_name\") helps, up to three times. import torch from autograder import check, hint, progress, show"
},
{
"at": "02_ops.html#a-question-first",
"unit": "2 · Operations",
"title": "A question first",
"words": "A shop sold three kinds of things: 3 pieces at 2.0, 2 pieces at 3.5, and 10 pieces at 0.5. What is the shortest program that works out every line of the bill, and that would not be one letter longer for three million lines? prices = torch.tensor([2.0, 3.5, 0.5]) counts = torch.tensor([3, 2, 10]) show(prices * counts, title=\"prices * counts\") One star, three products. You say what should happen to each number, and PyTorch does it for all of them."
},
{
"at": "02_ops.html#1-element-by-element",
"unit": "2 · Operations",
"title": "1 · Element by element",
"words": "The deck starts with two Python lists, and multiplies them. Just read the last line of the error. l1 = [0, 1, 2, 3] l2 = [4, 5, 6, 7] print(l1 * l2) A list doesn't know that there are numbers in it. The star does work between a list and a whole number, and a plus joins two lists. Neither calculates: print([\"ha\"] * 3) print([0, 1] + [4, 5]) So * repeats a list, and + joins two. Forget torch.tensor(...), and these two raise no error: your list quietly grows. Now the same with tensors. Each number meets the number in the same position. That is what element-wise means, and most of PyTorch's operations are like that: +, -, *, /, and ** for powers. A single number is combined with every element. These are the deck's lines, as it writes them: t1 = torch.Tensor([0, 1, 2, 3]) t2 = torch.Tensor([4, 5, 6, 7]) print(t1 * t2) print(torch.Tensor([1, 2, 3]) * 4) Floats, because torch.Tensor with a capital T makes floats (unit 01). With a small t the integers stay integers. The order of operations is the one from school: ** first, then * and /, then + and -. t1 = torch.tensor([0, 1, 2, 3]) t2 = torch.tensor([4, 5, 6, 7]) print(t1 * t2) print(t1 + t2) print(t1 - t2) print(t1 / t2) print(t2**2) print(2 * torch.tensor([1, 2, 3]) ** 2 + 100)"
},
{
"at": "02_ops.html#dividing-whole-numbers",
"unit": "2 · Operations",
"title": "Dividing whole numbers",
"words": "/ always gives floats, even for integers. // gives whole numbers, and % gives what is left over: eggs = torch.tensor([12, 17, 20]) print(eggs / 6) print(eggs // 6) print(eggs % 6) Below zero it gets interesting."
},
{
"at": "02_ops.html#exercise-1-floor_or_truncate",
"unit": "2 · Operations",
"title": "Exercise 1 · floor_or_truncate",
"words": "What does this give? Write a list of two numbers, before you run anything. torch.tensor([7, -7]) // 2 torch.div lets you choose how to round: \"floor\" goes down, \"trunc\" cuts the decimals off and so goes towards zero. % belongs to // (-5 is -2 times 4, plus 3), not to \"trunc\". print(torch.tensor([5, -5]) / 4) print(torch.div(torch.tensor([5, -5]), 4, rounding_mode=\"floor\")) print(torch.div(torch.tensor([5, -5]), 4, rounding_mode=\"trunc\")) print(torch.tensor([5, -5]) % 4)"
},
{
"at": "02_ops.html#2-a-new-tensor-or-the-old-one",
"unit": "2 · Operations",
"title": "2 · A new tensor, or the old one?",
"words": "Every operator is also a method: t * 2 is t.mul(2). It makes a new tensor and leaves t as it was. With an underscore at the end, t.mul_(2), it works in place: it writes the result into t itself. So does t *= 2. t = torch.tensor([1, 2, 3]) t.mul(2) print(\"after mul: \", t) t.mul_(2) print(\"after mul_:\", t) t.mul(2) was wasted: nobody kept the new tensor. And in Python b = a copies nothing. It gives the same thing a second name."
},
{
"at": "02_ops.html#exercise-2-after_add",
"unit": "2 · Operations",
"title": "Exercise 2 · after_add",
"words": "What does a hold in the end? Write a list of two numbers. a = torch.tensor([1, 2]) b = a a.add(10) b.add_(5) a"
},
{
"at": "02_ops.html#3-matrices-is-not",
"unit": "2 · Operations",
"title": "3 · Matrices: * is not @",
"words": "Between two matrices * is element-wise, as always. This is called the Hadamard product. The matrix multiplication of mathematics has its own sign, @. Each number of the result comes from a whole row of the left matrix and a whole column of the right one: multiply them pair by pair, and add up. Below, the top right number comes from the row (1, 2) and the column (0, 100): 1 · 0 + 2 · 100 = 200. A = torch.tensor([[1, 2], [3, 4]]) B = torch.tensor([[10, 0], [0, 100]]) print(A * B) # A * B, the Hadamard product print(A @ B) # the matrix product A row on the left has to be as long as a column on the right. So (2, 3) @ (3, 4) works and gives (2, 4): the inner sizes must agree, and they disappear. torch.mm does the same. @ takes vectors too. With a matrix on the left, every row meets the vector: one number for each row. Two vectors give a single number, here 1 · 10 + 2 · 20 = 50. To transpose a matrix, .T, is to turn its rows into columns. M = torch.tensor([[1, 2, 3], [4, 5, 6]]) N = torch.tensor([[1, 0], [0, 1], [1, 1]]) print(M @ N) print(torch.mm(M, N)) print(M @ torch.tensor([1, 0, 2])) print(torch.tensor([1, 2]) @ torch.tensor([10, 20])) print(torch.Tensor([[1, 2, 3], [4, 5, 6]]).T) # the deck's line torch.mm takes matrices only, as the last line of this error says: torch.mm(M, torch.tensor([1, 0, 2]))"
},
{
"at": "02_ops.html#exercise-3-layer_output-fix-it",
"unit": "2 · Operations",
"title": "Exercise 3 · layer_output (fix it)",
"words": "A layer of a neural network takes numbers in and gives numbers out. Each output has a row of weights, one for each input. It multiplies each input by its weight, adds up, and adds its bias: in the example, the first output is 1 · 10 + 2 · 20 + 5 = 55. For some sizes this function raises, for others it quietly gives nonsense. Fix it here, or rewrite it below; the last definition counts. def layer_output(weights, x, bias): \"\"\"Return the outputs of a layer: the weighted sums of the inputs, plus the bias. weights: a matrix of floats (outputs, inputs). x: a vector (inputs,). bias: a vector (outputs,). Returns: a vector (outputs,). layer_output(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([10.0, 20.0]), torch.tensor([5.0, 6.0])) -> tensor([ 55., 116.]) \"\"\" return weights * x + bias"
},
{
"at": "02_ops.html#many-matrices-at-once",
"unit": "2 · Operations",
"title": "Many matrices at once",
"words": "A tensor of shape (2, 3, 4) is a batch of two matrices, each with 3 rows and 4 columns. .T is for one matrix. On a vector it does nothing, and on a batch it turns the whole shape around; both are deprecated: today they work (PyTorch warns once), and in a future release they will raise an error. To transpose each matrix, write .mT, with an m for matrix. permute takes the old numbers of the dimensions in any new order. batch = torch.tensor([[[1, 2, 3, 4]] * 3, [[5, 6, 7, 8]] * 3]) print(batch.shape) print(torch.tensor([1, 2, 3]).T) print(batch.T.shape) print(batch.mT.shape) print(batch.permute(2, 0, 1).shape) @ treats a batch matrix by matrix, and a single matrix on its right serves each of them. (torch.ones(4, 5) is a matrix of ones with 4 rows and 5 columns.) And when there are many dimensions to keep track of, torch.einsum lets you name them: a letter that is missing after the arrow is multiplied and added up. print((batch @ torch.ones(4, 5, dtype=torch.int64)).shape) print(torch.einsum(\"ij,jk->ik\", M, N)) # the same as M @ N"
},
{
"at": "02_ops.html#exercise-4-matmul_shapes",
"unit": "2 · Operations",
"title": "Exercise 4 · matmul_shapes",
"words": "What is the shape of this? Write a tuple such as (4, 5), or the text \"raises ...\" with the name of the error (most of PyTorch's errors are a RuntimeError). (torch.ones(5, 2, 3) @ torch.ones(3, 4) @ torch.ones(4)).shape (Halfway: a good place to rest.)"
},
{
"at": "02_ops.html#4-many-numbers-become-one",
"unit": "2 · Operations",
"title": "4 · Many numbers become one",
"words": "An operation that turns many numbers into fewer is a reduction: sum, mean and norm in the deck. (abs, which takes the minus signs off, goes element by element. cumsum keeps every sum on the way.) print(torch.Tensor([1, 2, 3]).sum()) print(torch.Tensor([1, 2, 3]).mean()) print(torch.Tensor([-1, -2, 3]).abs()) print(torch.tensor([1, 2, 3, 4]).cumsum(dim=0)) print((prices * counts).sum()) # the total of the bill"
},
{
"at": "02_ops.html#along-one-dimension",
"unit": "2 · Operations",
"title": "Along one dimension",
"words": "Here are the points of 2 players in 3 rounds. Do you want all points together, those of each player, or those of each round? You say it with dim, the dimension that is added up and disappears. Dimension 0 goes down, from row to row. Dimension 1 goes across, from column to column. So with dim=1 the 3 of the shape (2, 3) goes, and (2,) is left: one number for each player. With keepdim=True the dimension doesn't disappear but shrinks to size 1. points = torch.tensor([[4, 9, 2], [7, 1, 8]]) print(points.sum()) print(points.sum(dim=1)) print(points.sum(dim=0)) print(points.sum(dim=1, keepdim=True)) show(points, title=\"2 players (rows), 3 rounds (columns)\")"
},
{
"at": "02_ops.html#exercise-5-sum_shape",
"unit": "2 · Operations",
"title": "Exercise 5 · sum_shape",
"words": "And this one? Write the shape as a tuple, such as (4, 5). torch.tensor([[1, 2, 3], [4, 5, 6]]).sum(dim=0, keepdim=True).shape"
},
{
"at": "02_ops.html#exercise-6-weighted_grades",
"unit": "2 · Operations",
"title": "Exercise 6 · weighted_grades",
"words": "Three students (rows) wrote four exams (columns). The exams don't count the same: the third counts twice, the last four times. In a weighted mean each grade is multiplied by its weight, and the sum is divided by what the weights add up to. Make the weighted mean of each student: a vector of three numbers. grades = torch.tensor( [[90.0, 60.0, 75.0, 80.0], [50.0, 100.0, 85.0, 70.0], [70.0, 70.0, 95.0, 60.0]] ) weights = torch.tensor([1.0, 1.0, 2.0, 4.0])"
},
{
"at": "02_ops.html#the-largest-and-where-it-is",
"unit": "2 · Operations",
"title": "The largest, and where it is",
"words": "max() alone gives the largest number. With a dim it gives a pair: the largest numbers (values) and the positions where they were found (indices). print(points.max()) print(points.max(dim=1)) Player 0 did best in round 1, with 9 points. Take the pair apart by name, .values and .indices, or write best, where = points.max(dim=1). argmax gives only the positions. sort puts everything in order and gives a pair too; argsort gives only its indices. topk gives the k largest. points_of_a_player = torch.tensor([4, 9, 2]) print(points_of_a_player.sort(descending=True)) print(points_of_a_player.argsort()) print(points_of_a_player.topk(2))"
},
{
"at": "02_ops.html#exercise-7-winners",
"unit": "2 · Operations",
"title": "Exercise 7 · winners",
"words": "A row for each athlete, a column for each event, and higher is better. Who won each event? Give the number of the winner's row, for each column. There are no ties for first place. def winners(scores): \"\"\"Return, for each event, the row of the athlete with the highest score. scores: a matrix (athletes, events), floats or integers; at least one athlete, no ties. Returns: a vector of integers (events,). winners(torch.tensor([[5, 1, 4], [3, 2, 9]])) -> tensor([0, 1, 1]) \"\"\""
},
{
"at": "02_ops.html#means-of-integers-and-two-kinds-of-spread",
"unit": "2 · Operations",
"title": "Means of integers, and two kinds of spread",
"words": "The mean of whole numbers is rarely a whole number. PyTorch doesn't guess which float you would like: torch.tensor([1, 2, 4]).mean() Tell it, or divide the sum yourself. numel() counts the elements, over all dimensions. / turns integers into float32, and leaves float64 as it is (the floats with twice as many digits that come from NumPy). t = torch.tensor([1, 2, 4]) print(t.mean(dtype=torch.float32)) print(t.sum(), t.numel(), t.sum() / t.numel())"
},
{
"at": "02_ops.html#exercise-8-centred-fix-it",
"unit": "2 · Operations",
"title": "Exercise 8 · centred (fix it)",
"words": "To centre numbers is to subtract their mean from each, so that the new mean is 0. This function has two faults: it spoils the caller's tensor, and it raises for integers. Fix both. float64 should stay float64, with all its digits; integers should become float32. def centred(x): \"\"\"Subtract the mean of all elements from each of them, leaving x as it is. x: a tensor of floats or integers with at least one element. Returns: a new tensor of that shape: float32 for integers, otherwise of the dtype of x. centred(torch.tensor([1, 2, 6])) -> tensor([-2., -1., 3.]) \"\"\" x -= x.mean() return x A warning about std(), the standard deviation, which says how far numbers spread around their mean: PyTorch divides by n - 1, NumPy by n. Pass correction=0 to get NumPy's. heights = torch.tensor([1.0, 2.0, 6.0]) print(\"PyTorch: \", heights.std().item()) print(\"NumPy: \", heights.numpy().std()) print(\"correction=0: \", heights.std(correction=0).item())"
},
{
"at": "02_ops.html#how-big-is-a-tensor",
"unit": "2 · Operations",
"title": "How big is a tensor?",
"words": "The deck answers with the norm, which for a vector is its length: square every number, add up, take the square root (** 0.5). The deck's torch.norm still works, without a warning, but it is deprecated: nobody maintains it, and it may be removed. Write torch.linalg.vector_norm. Both want floats. You walk 3 to the east and 4 to the north. How far away are you? The last line tells you. print(torch.norm(torch.Tensor([-1, -2, 3]))) print(torch.linalg.vector_norm(torch.Tensor([-1, -2, 3]))) print(torch.linalg.vector_norm(torch.Tensor([3, 4])))"
},
{
"at": "02_ops.html#5-comparing",
"unit": "2 · Operations",
"title": "5 · Comparing",
"words": "Now the deck's lines with their ==. As in unit 01, you get an answer for each element, in a tensor. torch.equal gives one answer for two whole tensors, a plain Python bool. (The deck's sqrt isn't built into Python: it has to be imported.) from math import sqrt print(torch.Tensor([1, 2, 3]).sum() == 6) print(torch.Tensor([1, 2, 3]).mean() == 2) print(torch.Tensor([-1, -2, 3]).abs() == torch.Tensor([1, 2, 3])) print(torch.norm(torch.Tensor([-1, -2, 3])) == sqrt(1 + 4 + 9)) print(torch.equal(torch.Tensor([-1, -2, 3]).abs(), torch.Tensor([1, 2, 3]))) The fourth is True because PyTorch shortens Python's number to the tensor's seven digits before it compares. Take the number out of the tensor, and the answer is another; more about that soon: length = torch.norm(torch.Tensor([-1, -2, 3])).item() print(length, sqrt(1 + 4 + 9), length == sqrt(1 + 4 + 9))"
},
{
"at": "02_ops.html#and-or-not",
"unit": "2 · Operations",
"title": "And, or, not",
"words": "Python's words and, or and not want a single True or False. Tensors of bools are joined element by element with signs: & is and, | is or, ~ is not. rain = torch.tensor([True, True, False, False]) wind = torch.tensor([True, False, True, False]) print(\"both: \", rain & wind) print(\"either: \", rain | wind) print(\"no rain:\", ~rain) A tensor of bools, a mask, can also choose. torch.where(mask, a, b) takes from a where the mask is True and from b elsewhere; masked_fill writes one number where it is True. degrees = torch.tensor([12.0, -3.0, 7.0, -8.0]) print(torch.where(rain, degrees, torch.tensor(0.0))) print(degrees.masked_fill(degrees < 0, 99.0))"
},
{
"at": "02_ops.html#exercise-9-strictly_between-fix-it",
"unit": "2 · Operations",
"title": "Exercise 9 · strictly_between (fix it)",
"words": "Which numbers lie strictly between two bounds, the bounds themselves left out? The function reads like a sentence, and yet it raises: Python works out & before > and <. Fix it here, or rewrite it below; the last definition counts. def strictly_between(x, low, high): \"\"\"Say for each element whether it lies between low and high, the bounds left out. x: a tensor of any shape, floats or integers. low, high: Python numbers. Returns: a tensor of bools of the same shape; NaN (\"not a number\") is never between. strictly_between(torch.tensor([1, 2, 3]), 1, 3) -> tensor([False, True, False]) \"\"\" return x > low & x < high"
},
{
"at": "02_ops.html#exercise-10-leaky_relu",
"unit": "2 · Operations",
"title": "Exercise 10 · leaky_relu",
"words": "Between its layers a neural network bends the numbers. One bend keeps what is above zero, and lets only a little of the rest leak through: it multiplies those numbers by a small slope. def leaky_relu(x, slope): \"\"\"Keep what is above zero; multiply the rest by slope. x: a tensor of floats of any shape; NaN stays NaN. slope: any Python float. Returns: a new tensor of the shape and dtype of x. leaky_relu(torch.tensor([-4.0, 0.0, 3.0]), 0.5) -> tensor([-2., 0., 3.]) \"\"\""
},
{
"at": "02_ops.html#floats-are-nearly-equal",
"unit": "2 · Operations",
"title": "Floats are nearly equal",
"words": "Ten tenths make one. Do they here? A computer can't store 0.1 exactly, just as you can't write 1/3 in decimals. Every step rounds a little, and == forgives nothing. So floats are compared with a tolerance: near enough counts as equal. torch.allclose does that with two small tolerances added together: rtol grows with the numbers, atol is fixed. ten_tenths = torch.tensor([0.1] * 10).sum() print(ten_tenths == 1) print(ten_tenths.item()) print(torch.allclose(ten_tenths, torch.tensor(1.0)))"
},
{
"at": "02_ops.html#exercise-11-close_enough",
"unit": "2 · Operations",
"title": "Exercise 11 · close_enough",
"words": "Two thermometers were read several times. Are they never further apart than tolerance? Return one Python bool: False if there is a NaN among the numbers (not a number, a failed reading). def close_enough(a, b, tolerance): \"\"\"Say whether every element of a is at most tolerance away from its partner in b. a, b: tensors of floats of the same shape. tolerance: a float, 0 or more. Returns: a Python bool; True when there are no elements, False when one of them is NaN. close_enough(torch.tensor([20.0, 21.0]), torch.tensor([20.5, 21.0]), 0.5) -> True \"\"\""
},
{
"at": "02_ops.html#6-the-puzzle",
"unit": "2 · Operations",
"title": "6 · The puzzle",
"words": ""
},
{
"at": "02_ops.html#exercise-12-stable_softmax-a-puzzle",
"unit": "2 · Operations",
"title": "Exercise 12 · stable_softmax (a puzzle)",
"words": "A program gives each possible next word a score: 2.0, 1.0, -1.0. You want shares instead: all above zero, adding up to 1, and larger for larger scores. Softmax makes them: take exp of each score (e, about 2.718, to that power), then divide each by the sum of all. Now look what exp makes of larger scores: print(torch.tensor([2.0, 1.0, -1.0]).exp()) print(torch.tensor([1000.0, 1001.0]).exp()) print(torch.tensor([1000.0, 1001.0]).exp() / torch.tensor([1000.0, 1001.0]).exp().sum()) inf is what a float says when a number is too large for it, and inf / inf is nan. Yet the shares of 1000 and 1001 are the same as those of 0 and 1: only the difference matters. Do you see how that helps? The rule: no loop, no ready-made softmax or logsumexp, at most seven operations. Five are enough. def stable_softmax(x): \"\"\"Turn scores into shares: exp of each, divided by the sum of all, for scores of any size. x: a vector of floats or integers, at least one. Returns: a vector of floats of the same length; it adds up to 1. stable_softmax(torch.tensor([1000.0, 1001.0])) -> tensor([0.2689, 0.7311]) \"\"\" From now on use the ready-made one, torch.softmax. Its cousin, the logarithm of the sum of all exp, overflows too when written out; torch.logsumexp uses the same trick inside. scores = torch.tensor([1000.0, 1001.0]) print(torch.softmax(scores, dim=0)) print(scores.exp().sum().log()) print(torch.logsumexp(scores, dim=0))"
},
{
"at": "02_ops.html#the-card",
"unit": "2 · Operations",
"title": "The card",
"words": "+ - * / ** go element by element. For lists * repeats and + joins. // goes down: -7 // 2 is -4. torch.div(..., rounding_mode=\"trunc\") goes towards zero. add_, mul_, += change the tensor itself, and every other name for it sees that. a @ b is the matrix product, * is not. torch.mm takes matrices only. .T transposes a matrix, .mT each matrix of a batch. Anything but a matrix makes .T deprecated. sum() mean() max() and the norm make one number. mean() refuses integers; std() divides by n - 1. dim is the dimension that disappears; keepdim=True keeps it, at size 1. max(dim=...) gives values and indices, argmax(dim=...) only the indices. sort, argsort, topk put in order; cumsum keeps the sums on the way. & | ~ are and, or, not. Put brackets around each comparison. torch.where and masked_fill choose by a mask. == answers element by element. torch.equal gives one answer; for floats, torch.allclose. Before exp, subtract the maximum; torch.softmax and torch.logsumexp do. The deck says PyTorch does print(l1 * l2) with two lists raises TypeError: lists don't calculate most operations are element-wise; torch.Tensor([1, 2, 3]) * 4 = ? yes: tensor([ 4., 8., 12.]); with a small t the integers stay matrix multiplication: @ or torch.mm both for two matrices; with vectors only @ .T switches rows and columns for a matrix, yes; for a batch, write .mT torch.Tensor([1, 2, 3]).sum() == 6 and the like gives tensor(True), a tensor and not a bool ….abs() == torch.Tensor([1, 2, 3]) gives three answers; torch.equal gives one torch.norm(t) works, but is deprecated: torch.linalg.vector_norm(t) sqrt(1+4+9) needs from math import sqrt Next: 03 Making tensors. How to get a million numbers into a tensor without typing them."
},
{
"at": "03_creation.html#3-making-tensors",
"unit": "3 · Making tensors",
"title": "3 · Making tensors",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 02. When you are done, you can count with arange and linspace, and know which of them keeps its end; give numbers a shape, and tell reshape from transpose; fill tensors, including ones that must match another tensor; draw random numbers that you can draw again tomorrow; build patterns out of nothing but counting. Stuck on an exercise? hint(\"its_name\") helps, up to three times. import torch from autograder import check, hint, progress, show"
},
{
"at": "03_creation.html#a-question-first",
"unit": "3 · Making tensors",
"title": "A question first",
"words": "A small neural network has a million numbers in it before it has learned anything. Nobody types them in. Where do they come from? torch.manual_seed(0) show(torch.randn(2, 5), title=\"torch.randn(2, 5): ten numbers from one call\") Write torch.randn(1000, 1000), and you have the million. This unit is about such calls: they count, fill, draw by chance, or arrange a pattern."
},
{
"at": "03_creation.html#1-counting",
"unit": "3 · Making tensors",
"title": "1 · Counting",
"words": "torch.arange(10) gives ten integers, starting at 0. It counts as Python's range does, and leaves out its end in the same way. You may also give a start, an end and a step. print(torch.arange(10)) print(torch.arange(2, 12, 3))"
},
{
"at": "03_creation.html#exercise-1-countdown",
"unit": "3 · Making tensors",
"title": "Exercise 1 · countdown",
"words": "Make the integers 10, 9, 8, ..., 1, in that order, as a tensor. (What might a negative step do?)"
},
{
"at": "03_creation.html#exercise-2-tenths_count",
"unit": "3 · Making tensors",
"title": "Exercise 2 · tenths_count",
"words": "A step may be a float. Think before you run anything: how many elements does this have? torch.arange(1, 1.3, 0.1) Write down the number. (Worth knowing: 0.1 can't be written exactly in binary, just as 1/3 can't in decimals.) Now run it, and look at the second line: arange divides (end − start) by the step and rounds up. A speck of rounding error makes it one more, and the end is in. So with floats don't say how big the step is. Say how many points you want: torch.linspace(start, end, number). Both ends are in, always. print(torch.arange(1, 1.3, 0.1)) print((1.3 - 1) / 0.1) print(torch.linspace(0, 1, 5)) Five points, four gaps. Keep that in mind for the next exercise."
},
{
"at": "03_creation.html#exercise-3-ruler-fix-it",
"unit": "3 · Making tensors",
"title": "Exercise 3 · ruler (fix it)",
"words": "ruler(start, end, step) should give the marks of a ruler, both ends included. The one below adds a step at the end \"to be safe\". Try ruler(0.0, 1.0, 0.25) and ruler(1.0, 1.3, 0.1). Then fix it here, or rewrite it below; the last definition counts. def ruler(start, end, step): \"\"\"The marks from start to end, both included, `step` apart. start, end, step: Python floats; the step fits a whole number of times (up to rounding). It is negative when the end is below the start. Returns: a float32 vector. ruler(0.0, 1.0, 0.25) -> tensor([0.0000, 0.2500, 0.5000, 0.7500, 1.0000]) \"\"\" return torch.arange(start, end + step, step)"
},
{
"at": "03_creation.html#2-same-numbers-another-shape",
"unit": "3 · Making tensors",
"title": "2 · Same numbers, another shape",
"words": "A tensor keeps its elements in memory in one long row, and its shape says how that row is read. reshape gives it another shape. The numbers fill the first row, then the second: that is reading order. The sizes must multiply to the number of elements. You may leave one of them open by writing −1, and PyTorch works it out; if no whole number fits, it raises an error. print(torch.arange(10).reshape(2, 5)) print(torch.arange(10).reshape(-1, 5))"
},
{
"at": "03_creation.html#exercise-4-seat_numbers",
"unit": "3 · Making tensors",
"title": "Exercise 4 · seat_numbers",
"words": "In a cinema the seats are numbered from 1, row by row. A room of 2 rows with 3 seats each looks like this: 1 2 3 4 5 6 Write a function that numbers any room. def seat_numbers(rows, seats): \"\"\"The numbers of all the seats, from 1, row by row. rows: how many rows, 0 or more. seats: how many seats a row has, 1 or more. Returns: an int64 tensor of shape (rows, seats). seat_numbers(2, 3) -> tensor([[1, 2, 3], [4, 5, 6]]) \"\"\""
},
{
"at": "03_creation.html#what-happens-in-memory",
"unit": "3 · Making tensors",
"title": "What happens in memory",
"words": "reshape often copies nothing. It gives a view: a second way of reading the same memory. Write through one and you see it in the other. Here table[0] = 100 writes into the first row of table. To leave the original alone, write into a copy, row.clone(). You may see people use torch.tensor(row) for this. It copies too, but PyTorch warns, because it was made for lists. (Ignore the detach that it mentions until unit 06.) row = torch.arange(6) table = row.reshape(2, 3) table[0] = 100 print(row) print(torch.tensor(row))"
},
{
"at": "03_creation.html#reshape-is-not-transpose",
"unit": "3 · Making tensors",
"title": "Reshape is not transpose",
"words": "Both can turn shape (2, 3) into (3, 2), and that is the trap. What happens to the first row, 0 1 2? The transpose, .T or .t(), turns it into a column. Reshape keeps the reading order, and only cuts it in other places. table = torch.arange(6).reshape(2, 3) print(table) print(table.t()) print(table.reshape(3, 2))"
},
{
"at": "03_creation.html#exercise-5-by_exam-fix-it",
"unit": "3 · Making tensors",
"title": "Exercise 5 · by_exam (fix it)",
"words": "scores has one row for each student and one column for each exam. The function should give one row for each exam. It gives the right shape, so nobody noticed. Fix it here, or rewrite it below; the last definition counts. def by_exam(scores): \"\"\"The same scores with a row for each exam and a column for each student. scores: a tensor of shape (students, exams). Returns: a tensor of shape (exams, students). by_exam(torch.tensor([[1, 2, 3], [4, 5, 6]])) -> tensor([[1, 4], [2, 5], [3, 6]]) \"\"\" students, exams = scores.shape return scores.reshape(exams, students) The transpose is a view as well: its numbers stay where they are, 0 1 2 3 4 5, and are read in other steps. There is also a method view. It does what reshape does, but it never copies. If the elements can't be read in the new shape from the memory as it is, in even steps, view refuses. reshape then makes a copy, and goes on."
},
{
"at": "03_creation.html#exercise-6-view_of_turned",
"unit": "3 · Making tensors",
"title": "Exercise 6 · view_of_turned",
"words": "What does this produce? Write the values as a list, or, if it raises an error, that error: \"raises TypeError\", \"raises RuntimeError\", ... torch.arange(6).reshape(2, 3).t().view(6) Run it. First comes reshape, which copies. The message from view is long; its last sentence tells you what to do. print(torch.arange(6).reshape(2, 3).t().reshape(6)) torch.arange(6).reshape(2, 3).t().view(6) A tensor whose memory is in reading order is called contiguous; a transpose usually isn't. .contiguous() copies one that isn't, and then view works too: turned = torch.arange(6).reshape(2, 3).t() print(turned.is_contiguous(), turned.contiguous().view(6)) (Halfway: a good place to rest.)"
},
{
"at": "03_creation.html#3-filled-tensors",
"unit": "3 · Making tensors",
"title": "3 · Filled tensors",
"words": "Give zeros or ones a shape, and they fill it. These are floats (float32), until you ask for another dtype with dtype=. For any other number there is full. There an integer makes an integer tensor, and 15.0 makes floats. fifty_zeros = torch.zeros((5, 10)) fifty_ones = torch.ones((5, 10)) print(fifty_zeros.shape, fifty_zeros.dtype, \"sum\", fifty_zeros.sum().item()) print(fifty_ones.shape, fifty_ones.dtype, \"sum\", fifty_ones.sum().item()) fifteens = torch.full((2, 4), 15) print(fifteens) print(fifteens.dtype) The deck writes it like this. Which argument does PyTorch miss? (Most people leave its name out.) torch.full((5, 10), value=15)"
},
{
"at": "03_creation.html#empty-is-not-zeros",
"unit": "3 · Making tensors",
"title": "empty is not zeros",
"words": "torch.empty(2, 3) takes memory and writes nothing into it. You get whatever was left there: zeros on a good day, anything on a bad one. To watch it, give both functions the same used memory: out= names a tensor whose place the new one takes. used = torch.full((2, 3), 7.0) print(torch.empty(2, 3, out=used)) print(torch.zeros(2, 3, out=used))"
},
{
"at": "03_creation.html#like-another-tensor",
"unit": "3 · Making tensors",
"title": "Like another tensor",
"words": "A new tensor that has to work with x should match it. So zeros, ones, full, rand and randn each have a sister ending in _like: it takes a tensor where the others take a shape, and copies its shape, its dtype and its device (CPU or GPU, unit 04). But rand and randn make floats, so rand_like and randn_like of whole numbers raise, unless you add dtype=: x = torch.tensor([[1.5, 2.5]], dtype=torch.float64) print(torch.zeros_like(x)) print(torch.zeros(1, 2)) print(torch.full_like(x, 7)) whole = torch.tensor([1, 2, 3]) print(torch.rand_like(whole, dtype=torch.float32).shape) try: torch.rand_like(whole) except NotImplementedError as error: print(\"NotImplementedError:\", error)"
},
{
"at": "03_creation.html#exercise-7-noise_like",
"unit": "3 · Making tensors",
"title": "Exercise 7 · noise_like",
"words": "Make noise for x: numbers drawn as torch.randn draws them, in the shape and on the device of x. Its dtype should be that of x if that is a float, and float32 for whole numbers (and for True and False). def noise_like(x): \"\"\"Numbers from the bell curve (mean 0, standard deviation 1) that match x. x: a tensor of any shape and dtype: floats, integers or bools. Only what it is counts, not its values. Returns: a tensor of the shape and device of x; float32 for integers and bools, else the dtype of x. noise_like(torch.tensor([7, 8])) -> for example tensor([ 0.3367, -0.1288]) \"\"\""
},
{
"at": "03_creation.html#4-numbers-drawn-by-chance",
"unit": "3 · Making tensors",
"title": "4 · Numbers drawn by chance",
"words": "torch.rand(shape) draws floats between 0 and 1, all equally likely. 0 may come up, 1 never does. torch.randn(shape) draws from the normal distribution, the bell curve: most numbers near 0, few beyond 3. Its mean is 0 and its variance is 1. (The deck breaks off before the 1.) The variance is the mean of the squared distances from the mean; its square root is the standard deviation, the usual distance. print(torch.rand((2, 3, 4))) print(torch.randn((2, 3, 4))) Draw a thousand numbers with each, and sort them into bins half a unit wide. A block stands for ten numbers. (histc counts how many fall into each bin.) torch.manual_seed(0) even = torch.histc(torch.rand(1000), bins=12, min=-3, max=3) bell = torch.histc(torch.randn(1000), bins=12, min=-3, max=3) print(f\"{'from':>5} {'torch.rand(1000)':<52} torch.randn(1000)\") for i in range(12): blocks = [\"█\" * round(count[i].item() / 10) for count in (even, bell)] print(f\"{-3 + i / 2:5} {blocks[0]:<52} {blocks[1]}\") Mean 0 and variance 1 describe the curve, not your draw: a few numbers may be far off."
},
{
"at": "03_creation.html#seeds",
"unit": "3 · Making tensors",
"title": "Seeds",
"words": "The numbers only look like chance. They come from a recipe that starts from a number, the seed. torch.manual_seed(...) sets it, and the same program then draws the same numbers on every run, with the same version of PyTorch on the same kind of machine. (Another version, or a GPU, may draw others.)"
},
{
"at": "03_creation.html#exercise-8-second_draw",
"unit": "3 · Making tensors",
"title": "Exercise 8 · second_draw",
"words": "Which draws are equal? Predict the list that the last line gives, such as [True, True]. torch.manual_seed(1) a = torch.rand(3) b = torch.rand(3) torch.manual_seed(1) c = torch.rand(3) [torch.equal(a, b), torch.equal(a, c)] A seed fixes what the whole series of calls draws, not each call. So set it once, at the top of a program. And repeat the calls as they were: randn, for one, fills long tensors by another recipe than short ones, so the first five of twenty numbers needn't be those of a call for five."
},
{
"at": "03_creation.html#whole-numbers",
"unit": "3 · Making tensors",
"title": "Whole numbers",
"words": "torch.randint(low, high, shape) draws integers. low may come up, high never does: the same habit as arange. The shape is a tuple, even for a vector: (30,), with the comma. Here are thirty coins, 0 for heads and 1 for tails: torch.randint(0, 2, (30,))"
},
{
"at": "03_creation.html#exercise-9-throw_dice-fix-it",
"unit": "3 · Making tensors",
"title": "Exercise 9 · throw_dice (fix it)",
"words": "throw_dice(n) should throw a die n times. Players complain: they never get the best throw. Fix it here, or rewrite it below; the last definition counts. def throw_dice(n): \"\"\"n throws of a fair die. n: how many throws, 0 or more. Returns: an int64 vector of n numbers, each from 1 to 6, all equally likely. throw_dice(4) -> for example tensor([3, 6, 1, 3]) \"\"\" return torch.randint(1, 6, (n,))"
},
{
"at": "03_creation.html#stretch-and-shift-from-a-generator-of-your-own",
"unit": "3 · Making tensors",
"title": "Stretch and shift, from a generator of your own",
"words": "rand and randn take no range. You bring their numbers where you want them yourself: multiply and they spread out, add and they move. On one device, all these calls share one sequence. If another part of the program draws once more than yesterday, all your numbers change. For numbers that must stay the same, use a generator of your own, with its own sequence and its own seed, and pass it as generator=. torch.manual_seed(2) print(2 + 3 * torch.rand(3)) # between 2 and 5: 3 wide, starting at 2 print(20 + 3 * torch.randn(6)) # six temperatures around 20, mostly within 3 of it mine = torch.Generator().manual_seed(42) print(torch.randint(0, 10, (5,), generator=mine))"
},
{
"at": "03_creation.html#exercise-10-measurements",
"unit": "3 · Making tensors",
"title": "Exercise 10 · measurements",
"words": "Draw n normal numbers with a given mean and standard deviation (spread), from a generator of your own with the given seed. The shared sequence must stay as it was. def measurements(mean, spread, n, seed): \"\"\"n normal numbers, the same whenever the seed is the same. mean, spread: Python floats, the mean and the standard deviation (spread >= 0). n: how many numbers, 0 or more. seed: an int. Returns: a float32 vector: what `torch.randn` draws from a new generator with this seed, stretched by the spread and shifted to the mean. measurements(20.0, 3.0, 2, 42) -> tensor([21.0101, 20.3864]) \"\"\""
},
{
"at": "03_creation.html#5-patterns-from-counting",
"unit": "3 · Making tensors",
"title": "5 · Patterns from counting",
"words": "Number the cells of a table in reading order. With four columns, k // 4 counts the whole rows before a cell: that is its row number. k % 4, the remainder, is its column number. k = torch.arange(16).reshape(4, 4) row, col = k // 4, k % 4 pile = torch.stack([k, row, col]) # one picture for the three; unit 09 explains how show(pile, title=\"[0] is k, [1] is row = k // 4, [2] is col = k % 4\") Now every question about positions is a comparison of whole tensors, and gives a mask of True and False. The frame of a picture is its first and last row, and its first and last column, joined by | (or). \"On the diagonal or below it\" is row >= col. Multiply that by 1.0 to get floats, or by 1 to get integers: True counts as 1. PyTorch has two of these ready-made: torch.tril keeps this lower triangle of a matrix, and torch.eye(n) makes the identity matrix: A @ torch.eye(n) is A. lower = (row >= col) * 1.0 print(torch.equal(lower, torch.tril(torch.ones(4, 4)))) print(torch.eye(3)) frame = (row == 0) | (row == 3) | (col == 0) | (col == 3) print(frame * 1)"
},
{
"at": "03_creation.html#exercise-11-checkerboard-a-puzzle",
"unit": "3 · Making tensors",
"title": "Exercise 11 · checkerboard (a puzzle)",
"words": "A board of 0s and 1s, no two neighbours alike (left, right, above, below), with a 0 in the top left corner. It must work for odd and even numbers of columns. Rule: no loop. Let whole tensors do the work. def checkerboard(rows, cols): \"\"\"0s and 1s in turn, in both directions. rows: 0 or more. cols: 1 or more. Returns: an int64 tensor of shape (rows, cols), with 0 in the top left corner. checkerboard(2, 4) -> tensor([[0, 1, 0, 1], [1, 0, 1, 0]]) \"\"\""
},
{
"at": "03_creation.html#exercise-12-causal_mask-a-puzzle",
"unit": "3 · Making tensors",
"title": "Exercise 12 · causal_mask (a puzzle)",
"words": "A language model reads a sentence of n words, and gives each word a score for every other: how much should it look there? But no word may look ahead. So before softmax turns a row of scores into shares, a mask is added to them: 0 where the word may look (at itself and at what comes before), minus infinity where it may not, because exp of that is 0. Build the mask; row i is the word i that looks. Rules: no loop, none of the tril family, at most seven PyTorch operations. Six are enough. (-torch.inf is minus infinity.) def causal_mask(n): \"\"\"0 where word i (a row) may look at word j (a column), that is for j <= i; else minus infinity. n: how many words, 1 or more. Returns: a float32 tensor of shape (n, n). causal_mask(2) -> tensor([[0., -inf], [0., 0.]]) \"\"\" Here is the mask at work, made by torch.triu, the upper triangle. All scores are equal, so each word spreads its attention evenly over what it may see: ahead = torch.full((4, 4), -torch.inf).triu(diagonal=1) print(torch.softmax(torch.zeros(4, 4) + ahead, dim=1))"
},
{
"at": "03_creation.html#the-card",
"unit": "3 · Making tensors",
"title": "The card",
"words": "You want You write Watch out integers in steps torch.arange(start, end, step) the end is left out; no float steps points between two ends torch.linspace(start, end, number) both ends are in; say how many another shape t.reshape(2, -1) keeps the reading order; not a transpose; view or copy another shape, never a copy t.view(2, -1) wants contiguous memory; usually raises after .t() a copy t.clone() not torch.tensor(t) one value everywhere zeros, ones, torch.full(shape, 7.0) an int gives int64; empty holds anything the same kind as x zeros_like(x), full_like(x, 7), rand_like(x) shape, dtype and device of x; random ones want floats floats in 0 to 1 torch.rand(shape) low + (high - low) * ... bell curve torch.randn(shape) mean + std * ... random integers torch.randint(low, high, shape) high is left out the same draw again torch.manual_seed(0) once, or generator= the second draw differs from the first where am I? k // cols is the row, k % cols the column The deck says PyTorch does torch.arange(10) holds the numbers from 0 to 9 yes, as int64 torch.arange(10).reshape(2, 5), .reshape(-1, 5) yes, both give 2 rows and 5 columns torch.zeros((5, 10)), torch.ones((5, 10)) yes, as float32 torch.full((5, 10), value = 15) ≠ raises TypeError. It is torch.full((5, 10), fill_value=15), or without the name; with the int 15 it is int64, with 15.0 float32 torch.rand((2, 3, 4)): between 0 and 1 yes; 0 may come up, 1 doesn't torch.randn((2, 3, 4)): mean 0 and variance … variance 1, of the distribution; a small draw will differ Next: 04 dtype, shape, device. What a tensor's numbers can't hold, and where they live."
},
{
"at": "04_dtype_device.html#4-dtype-shape-device",
"unit": "4 · dtype, shape, device",
"title": "4 · dtype, shape, device",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 03. Every tensor knows three things about itself: what kind of numbers it holds (its dtype), how they are laid out (its shape), and where they are (its device). Most of PyTorch's errors are about one of the three. When you are done, you can choose a dtype, and say what it can't hold; say which dtype comes out when two meet; count the bytes of tensors, those that they share among them; write functions that work on a GPU without having one. Stuck on an exercise? hint(\"its_name\") helps, up to three times. import torch from autograder import check, hint, progress, show"
},
{
"at": "04_dtype_device.html#a-question-first",
"unit": "4 · dtype, shape, device",
"title": "A question first",
"words": "Here is one row of a photograph. 0 is black, 255 is white. You make everything brighter by 10. What happens to the last pixel? pixels = torch.tensor([40, 120, 200, 250], dtype=torch.uint8) show(pixels, title=\"before\") show(pixels + 10, title=\"10 brighter\") It is nearly black now: 250 + 10 came out as 4, without a warning. The reason is written above the numbers: uint8."
},
{
"at": "04_dtype_device.html#what-a-number-is-made-of",
"unit": "4 · dtype, shape, device",
"title": "What a number is made of",
"words": "The dtype (data type) says how many bytes each number of a tensor gets, and how they are read. dtype bytes holds bool 1 True, False uint8 1 whole numbers, 0 to 255 (u: unsigned) int8 1 whole numbers, −128 to 127 int16 2 −32 768 to 32 767 int32 (or int) 4 up to about 2 billion int64 (or long) 8 up to about 9 · 10¹⁸ float16 (or half) 2 about 3 digits, up to 65 504 bfloat16 2 about 2 digits, up to about 3 · 10³⁸ float32 (or float) 4 about 7 digits, up to about 3 · 10³⁸ float64 (or double) 8 about 16 digits, up to about 10³⁰⁸ (not on Apple's GPUs) The number in a name counts bits, eight to a byte. PyTorch's messages like the short names. You choose the dtype when you make a tensor, with dtype=, or later. The deck converts with .type(...). That works; today people write .to(...). print(torch.arange(10).dtype) print(torch.long is torch.int64) # two names for one thing print(torch.arange(10).type(torch.float32)) # the deck's line print(torch.arange(10).to(torch.float32)) # today's way print(torch.arange(10).float()) # the short name; also .double(), .int(), .long(), .bool() .to makes a new tensor. The one it was called on stays as it was, so keep the result. (If nothing needs changing, it returns that very tensor.) t = torch.tensor([-1.9, 0.0, 0.5, 2.7]) t.to(torch.int64) # its result is lost print(t) t = t.to(torch.int64) # kept; everything after the decimal point is cut off print(t) print(t.to(torch.bool)) # everything but 0 is True"
},
{
"at": "04_dtype_device.html#round-in-a-circle",
"unit": "4 · dtype, shape, device",
"title": "Round in a circle",
"words": "One byte tells 256 numbers apart. In uint8 they run from 0 to 255, and after 255 comes 0 again, as on the dial of a clock. This is called overflow. Below 0 it goes round the other way. Every integer dtype does it, even the large ones, and none of them says a word. print(torch.tensor([250], dtype=torch.uint8) + 10) print(torch.tensor([3], dtype=torch.uint8) - 5) print(torch.tensor([2**63 - 1]) + 1) # the largest int64, and one more"
},
{
"at": "04_dtype_device.html#exercise-1-int8_sum",
"unit": "4 · dtype, shape, device",
"title": "Exercise 1 · int8_sum",
"words": "Predict, without running it: (torch.tensor([100], dtype=torch.int8) + 100).item() Write a number, or an error as text, like \"raises ValueError\". torch.iinfo knows the limits of an integer dtype: print(torch.iinfo(torch.int16).min, torch.iinfo(torch.int16).max)"
},
{
"at": "04_dtype_device.html#exercise-2-smallest_dtype",
"unit": "4 · dtype, shape, device",
"title": "Exercise 2 · smallest_dtype",
"words": "A table of whole numbers is too large for your memory. Its smallest number is low, its largest high. Which dtype holds them all and takes the fewest bytes? Choose among uint8, int8, int16, int32 and int64; where both one-byte dtypes would do, take uint8. def smallest_dtype(low, high): \"\"\"The smallest integer dtype that holds everything from low to high. low, high: Python ints, low <= high; int64 can hold them. Returns: torch.uint8, torch.int8, torch.int16, torch.int32 or torch.int64. smallest_dtype(-5, 300) -> torch.int16 \"\"\" How can you be safe? First go to a dtype with more room, then calculate. Afterwards clamp(low, high) raises whatever is below low, and lowers whatever is above high. print(torch.tensor([100], dtype=torch.int8) + 100) # what you predicted print(torch.tensor([-20, 7, 300]).clamp(0, 100))"
},
{
"at": "04_dtype_device.html#exercise-3-brighten-fix-it",
"unit": "4 · dtype, shape, device",
"title": "Exercise 3 · brighten (fix it)",
"words": "A uint8 picture comes in, and a uint8 picture should go out. Pixels that get too bright should stop at 255; with a negative amount, those that get too dark should stop at 0. Fix it here, or rewrite it below; the last definition counts. brighten(torch.tensor([40, 250], dtype=torch.uint8), 10) should give [50, 255], in uint8. The picture may have any shape; amount is an int from −255 to 255. def brighten(image, amount): return image + amount"
},
{
"at": "04_dtype_device.html#when-two-dtypes-meet",
"unit": "4 · dtype, shape, device",
"title": "When two dtypes meet",
"words": "Element-wise operations find a common dtype for their two sides. This is called promotion. There are three kinds you will use, in this order: bool, integers, floats. (Complex numbers are a fourth, above the floats.) The higher kind wins; within a kind, the wider dtype wins. If neither can hold the other, a still wider one is taken. Plain Python numbers and tensors of rank 0 rarely change the dtype: they count only if they are of a higher kind than the tensor they meet. print((torch.tensor([1, 2]) + torch.tensor([0.5, 0.5])).dtype) # int64 and float32 print((torch.ones(2) + torch.ones(2, dtype=torch.float64)).dtype) # float32 and float64 print(torch.promote_types(torch.int8, torch.int32)) # asking without calculating print(torch.promote_types(torch.uint8, torch.int8)) # neither can hold the other print(torch.promote_types(torch.float16, torch.bfloat16)) # nor here print((torch.arange(3) + 1.5).dtype) # 1.5 is of a higher kind: floats, float32 print((torch.arange(3, dtype=torch.uint8) + 7).dtype) # same kind: uint8 stays"
},
{
"at": "04_dtype_device.html#exercise-4-mixed_dtype",
"unit": "4 · dtype, shape, device",
"title": "Exercise 4 · mixed_dtype",
"words": "Predict the dtype of a float32 vector times a float64 scalar (a tensor of rank 0). Write it like torch.int64, or an error as text. (torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype Run it now. print((torch.ones(3) * torch.tensor(2.5, dtype=torch.float64)).dtype) print((torch.ones(3) * torch.tensor([2.5], dtype=torch.float64)).dtype) # a rank-1 tensor counts The matrix product @ does not promote. Read the last line of the error: single = torch.ones(2, 2) double = torch.ones(2, 2, dtype=torch.float64) single @ double"
},
{
"at": "04_dtype_device.html#exercise-5-matmul_mixed",
"unit": "4 · dtype, shape, device",
"title": "Exercise 5 · matmul_mixed",
"words": "Write a matrix product that doesn't mind. The result has the dtype that the two would be promoted to. (torch.promote_types is in a cell above.) def matmul_mixed(a, b): \"\"\"a @ b, whatever the dtypes. a: shape (n, m). b: shape (m, k). At least one of them holds floats. Returns: shape (n, k), in the promoted dtype of the two. matmul_mixed(torch.ones(1, 2), torch.ones(2, 1, dtype=torch.float64)) -> tensor([[2.]], dtype=torch.float64) \"\"\" += works in place: its result goes into the memory of t, and that holds int64. The last line of the error names the dtype of the result, and that of t: t = torch.arange(3) t += 0.5 In place, nothing is promoted. A tensor keeps its dtype for life; another dtype means another tensor. A result of a higher kind raises. But a wider one of the same kind is squeezed in without a word: t = torch.tensor([1, 2], dtype=torch.int8) t += torch.tensor([1000, 300]) # int64 print(t) t = torch.tensor([1.0], dtype=torch.float16) t += torch.tensor([1e6]) # float32 print(t)"
},
{
"at": "04_dtype_device.html#small-floats",
"unit": "4 · dtype, shape, device",
"title": "Small floats",
"words": "A float keeps a few digits and the position of the decimal point. Two bytes can be split in two ways: float16 has more digits, bfloat16 reaches as far as float32. Large networks are mostly trained with a mix: one of the two for the arithmetic, which halves the bytes and is often several times as fast, and float32 for the weights that must remember small changes. torch.finfo knows the limits of a dtype. for dtype in (torch.float16, torch.bfloat16, torch.float32): third = torch.tensor(1 / 3, dtype=dtype) print(dtype, \"largest:\", torch.finfo(dtype).max, \" 1/3:\", third.item()) print(torch.tensor([256.0], dtype=torch.bfloat16) + 1) # it has no number between 256 and 258"
},
{
"at": "04_dtype_device.html#exercise-6-half_squared",
"unit": "4 · dtype, shape, device",
"title": "Exercise 6 · half_squared",
"words": "Predict, with the table at the top: (torch.tensor([300.0], dtype=torch.float16) ** 2).item() Floats have two special values: infinity is written float(\"inf\"), and \"not a number\", as in 0 / 0, is written float(\"nan\"). float32 has 24 binary digits, so it knows every whole number up to 2²⁴, which is 16 777 216. Above that it has gaps: print((torch.tensor(16_777_216.0) + 1).item())"
},
{
"at": "04_dtype_device.html#exercise-7-kept_apart",
"unit": "4 · dtype, shape, device",
"title": "Exercise 7 · kept_apart",
"words": "Make a vector of floats that holds 16 777 216, 16 777 217 and 16 777 218, all three different. (Python lets you write 16_777_216.)"
},
{
"at": "04_dtype_device.html#shape-and-bytes",
"unit": "4 · dtype, shape, device",
"title": "Shape and bytes",
"words": "The deck writes the shape as torch.size([10]). PyTorch's name is torch.Size, a kind of tuple; with a small s there is no such thing. And in its second line the deck forgets to ask for .shape. You will also meet t.size(), which is the same as t.shape, and t.ndim, the rank. print(torch.arange(10).shape) print(torch.arange(100).reshape(4, 25).shape) print(torch.zeros(4, 25).shape == (4, 25)) print(torch.zeros(4, 25).size(), torch.zeros(4, 25).size(1), torch.zeros(4, 25).ndim) torch.size([10]) Shape and dtype together say how much memory a tensor takes. numel() counts the elements, element_size() gives the bytes of one. icon = torch.zeros(3, 64, 64, dtype=torch.uint8) print(icon.numel(), \"elements of\", icon.element_size(), \"byte\") print(icon.numel() * icon.element_size(), \"bytes together\") print(icon.float().element_size(), \"bytes each as float32\") That is what a tensor shows. Views show memory that is there already: reshape, .T and t[0] take no bytes of their own. untyped_storage() is the memory itself. It has a size and an address, a number that says where it lies: table = torch.zeros(100, 100) corner = table[0] print(corner.numel() * corner.element_size(), \"bytes are shown\") print(corner.untyped_storage().nbytes(), \"bytes are kept for it\") print(corner.untyped_storage().data_ptr() == table.untyped_storage().data_ptr())"
},
{
"at": "04_dtype_device.html#exercise-8-true_bytes",
"unit": "4 · dtype, shape, device",
"title": "Exercise 8 · true_bytes",
"words": "How many bytes of memory do some tensors take, all in all? Memory that several of them share counts once, and counts in full, even if only a corner of it is shown. def true_bytes(tensors): \"\"\"The bytes of memory behind some tensors; what they share is counted once. tensors: a list of tensors of any shape and dtype; it may be empty. Returns: a Python int. true_bytes([torch.zeros(2, 3), torch.zeros(5)]) -> 44 \"\"\""
},
{
"at": "04_dtype_device.html#exercise-9-midpoint-a-puzzle",
"unit": "4 · dtype, shape, device",
"title": "Exercise 9 · midpoint (a puzzle)",
"words": "Blend two uint8 pictures: take the mean of each pair of pixels, rounded down. 250 and 253 give 251. The rule: everything stays in uint8. No .to, .int(), .float() or the like, and no loop. Don't store results in a tensor you made before. Remember: // divides and rounds down, % gives the remainder. def midpoint(a, b): \"\"\"The mean of a and b, rounded down, in uint8 all the way. a, b: uint8 tensors of the same shape. Returns: a uint8 tensor of that shape. midpoint(torch.tensor([250, 1], dtype=torch.uint8), torch.tensor([253, 2], dtype=torch.uint8)) -> tensor([251, 1], dtype=torch.uint8) \"\"\" (Halfway: a good place to rest.)"
},
{
"at": "04_dtype_device.html#where-a-tensor-lives",
"unit": "4 · dtype, shape, device",
"title": "Where a tensor lives",
"words": "A device is a place where tensors are kept and calculated with. The CPU with its memory is one; every tensor so far was there. A graphics card (GPU) is another: a chip with its own memory and thousands of simple calculating units, made to do the same thing to many numbers at once. PyTorch calls such helpers accelerators. What do you have? from autograder import devices for device in devices.available(): print(device.name, \"(simulated)\" if device.simulated else \"(real)\") A real accelerator is listed as cuda (NVIDIA and AMD), mps (Apple) or xpu (Intel). If you have none, this course brings its own, practice. It is simulated: it lives in your ordinary memory and is no faster. But PyTorch treats it as a device of its own, with the same rules and, in this unit, the same errors. (It isn't a real card in everything: it draws the CPU's random numbers, for instance. If only cpu is listed, your PyTorch is too old for it, and some errors below won't show.) Ask PyTorch at the top of a program what there is, and use that name below. .to moves a tensor, which makes a copy. .device says where it is. In practice:0 the :0 is its number; the first one is 0. if torch.accelerator.is_available(): accelerator = torch.accelerator.current_accelerator() else: accelerator = torch.device(\"cpu\") t = torch.tensor([1.0, 2.0, 3.0]) there = t.to(accelerator) print(t.device) print(there.device) print(torch.arange(2).to(there)) # given a tensor, .to takes both from it: dtype and device The deck moves tensors with t.to(\"cpu\") and t.to(\"cuda\"). The second only works where there is such a card, so don't write a device's name into your code. \"Everything we discussed earlier applies to both\", says the deck, and it is right. The result is where its inputs are. print(t.to(\"cpu\").device) try: print(t.to(\"cuda\").device) except (AssertionError, RuntimeError) as error: # if it raises, go on here print(\"Not on this machine:\", str(error).splitlines()[0]) print((there * 2 + 1).sum()) print(there.reshape(3, 1).T.device)"
},
{
"at": "04_dtype_device.html#three-rules-of-the-border",
"unit": "4 · dtype, shape, device",
"title": "Three rules of the border",
"words": "First: tensors on different devices don't mix. Moving is slow, so PyTorch won't do it behind your back. Only plain Python numbers and CPU tensors of rank 0 may join in. Read the last line: print((there + torch.tensor(1.0)).device) # rank 0 may there + torch.ones(3) Second: NumPy only knows the CPU. So does everything built on it, such as matplotlib, which draws charts. .cpu() is short for .to(\"cpu\"); host memory in the message is the CPU's memory. print(there.cpu().numpy()) # first to the CPU, then to NumPy there.numpy() .numpy() also refuses a tensor that requires_grad. Unit 06 explains these, and the way out, .detach(). For now, just know the error when you see it: torch.ones(2, requires_grad=True).numpy() Your functions are checked on the CPU and on the accelerator: that is what practice (simulated) means next to a correct answer. From here on it matters."
},
{
"at": "04_dtype_device.html#exercise-10-cube_root-fix-it",
"unit": "4 · dtype, shape, device",
"title": "Exercise 10 · cube_root (fix it)",
"words": "PyTorch has no cube root; NumPy has one, numpy.cbrt. So this function goes to NumPy and back, which works only on the CPU. Fix it here, or rewrite it below; the last definition counts. It should work wherever t is, and its answer should be there too. cube_root(torch.tensor([-8.0, 27.0])) should give tensor([-2., 3.]). t is float32 or float64, of rank 1 or more. def cube_root(t): import numpy return torch.from_numpy(numpy.cbrt(t.numpy())) Third: factories (functions that make tensors, such as torch.zeros) make them on the CPU, unless you say otherwise. Here are five ways to say it: print(torch.zeros(2, device=accelerator).device) # by name print(torch.zeros(2, device=there.device).device) # by asking another tensor print(torch.zeros_like(there).device) # like another: its shape, its dtype, its device print(there.new_zeros(2).device) # its dtype and device, a shape of your own with torch.device(accelerator): print(torch.zeros(2).device) # for every factory in these lines"
},
{
"at": "04_dtype_device.html#exercise-11-tensor_beside",
"unit": "4 · dtype, shape, device",
"title": "Exercise 11 · tensor_beside",
"words": "You have a list of Python numbers, and a tensor somewhere. Turn the list into a tensor that fits beside the other: same dtype, same device. def tensor_beside(numbers, other): \"\"\"The numbers as a tensor with the dtype and on the device of other. numbers: a list of numbers, or of such lists; possibly empty. other: a tensor of any shape; its dtype can hold the numbers. Returns: a tensor of the shape of the list. tensor_beside([1, 2], torch.zeros(5, dtype=torch.float64)) -> tensor([1., 2.], dtype=torch.float64) \"\"\""
},
{
"at": "04_dtype_device.html#exercise-12-not_negative-fix-it",
"unit": "4 · dtype, shape, device",
"title": "Exercise 12 · not_negative (fix it)",
"words": "This function replaces negative numbers by 0. torch.maximum(a, b) takes the larger of each pair of numbers, and wants tensors on both sides. But on an accelerator it fails, and it turns integers into floats. Both faults have the same cause. Fix it here, or rewrite it below; the last definition counts. not_negative(torch.tensor([-3, 5])) should give tensor([0, 5]), in int64. NaN isn't negative, and stays. def not_negative(x): return torch.maximum(x, torch.zeros(x.shape))"
},
{
"at": "04_dtype_device.html#the-card",
"unit": "4 · dtype, shape, device",
"title": "The card",
"words": "t.dtype, t.shape (or t.size()), t.ndim, t.device: ask before you wonder. t.to(dtype), t.to(device), t.to(other) (both, from another tensor) give a new tensor. Keep it. Integers overflow in silence. More room first, clamp second, back last. Promotion: bool, integers, floats; within a kind, the wider. A Python number or a rank-0 tensor counts only if its kind is higher. @ doesn't promote, and raises. Nothing promotes in place: a higher kind raises, a wider dtype is squeezed in silently. float16 ends at 65 504, then comes infinity; bfloat16 reaches far and has two digits. Bytes: t.element_size() * t.numel() are shown; t.untyped_storage().nbytes() are kept. Tensors on two devices don't mix. .numpy() wants the CPU: t.cpu().numpy(). Write x.device, zeros_like(x), x.new_zeros(...) or torch.accelerator, never \"cuda\". the deck says PyTorch does torch.arange(10).dtype is torch.int64, also known as torch.long right .type(torch.float32) right; today .to(torch.float32), or .float() torch.arange(10).shape is torch.size([10]) torch.Size([10]); torch.size raises AttributeError torch.arange(100).reshape(4, 25) gives torch.size([4, 25]) that gives the tensor; its .shape is torch.Size([4, 25]) t.to(\"cpu\"), t.to(\"cuda\") the second raises where there is no such card; use torch.accelerator everything applies to CPU tensors and GPU tensors right, as long as all of them are on one device Next: 05 Timing the GPU. Why thousands of slow helpers beat one fast one, and when they don't."
},
{
"at": "05_gpu_timing.html#5-timing-the-gpu",
"unit": "5 · Timing the GPU",
"title": "5 · Timing the GPU",
"words": "Time: about an hour, with a good place to rest after section 3. You need: unit 04. When you are done, you can write code without loops over elements, and say why it is fast; time work on a GPU so that the number means something; say when moving to the GPU pays off, and when it doesn't; tell a rounding in the last digits from a bug. You need no GPU for this unit. If you have one, the cells measure it. If not, they use the practice accelerator of unit 04. Its clock is simulated. Its speeds come from the data sheet of a real card, an NVIDIA A100; what a launch and a wait cost was published for an older card, the V100; and the start-up time is our own round figure. Whatever is simulated says so. Only clock() knows the simulated time. Any other stopwatch would time your CPU, which does the practice accelerator's work. import time import torch from torch.utils import benchmark from autograder import check, devices, hint, progress, show torch.set_num_threads(1) # one core of the CPU, so that two machines can be compared device = devices.available()[-1] # the accelerator, or the CPU if there is none accelerator = device.target label = f\"{device.name} (simulated)\" if device.simulated else device.name clock = devices.clock(device) # tells the time in seconds # The very first thing that this notebook asks of the accelerator. The time is kept for later. start = clock() torch.ones(1, device=accelerator) first_call = clock() - start print(\"In this notebook the accelerator is:\", label)"
},
{
"at": "05_gpu_timing.html#a-question-first",
"unit": "5 · Timing the GPU",
"title": "A question first",
"words": "The deck multiplies two vectors of 1000 elements. On a CPU, it says, a loop does this: for i in range(1000): out[i] = a[i] * b[i] That takes 1000 time units. A GPU has thousands of cores, each core does one element, and everything is done in 1 time unit. So is a GPU a thousand times faster? Let's give the CPU a fair chance first. Here are three ways to do it, all on the CPU, on one of its cores. (You don't have to follow the code in this section. Look at what comes out.) def seconds_of(work, a, b, timer=time.perf_counter): \"\"\"Nine runs of work(a, b) in seconds, sorted; two runs before them don't count.\"\"\" times = [] for _ in range(11): start = timer() work(a, b) times.append(timer() - start) return sorted(times[2:]) def median_of(times): return times[len(times) // 2] def loop_over_tensor(a, b): out = torch.zeros(len(a)) for i in range(len(a)): out[i] = a[i] * b[i] # the deck's line return out def loop_over_list(a, b): return [a[i] * b[i] for i in range(len(a))] def one_line(a, b): return a * b def report(what, times): fastest, slowest = 1e6 * times[0], 1e6 * times[-1] print(f\"{what} {1e6 * median_of(times):7.1f} µs (from {fastest:.1f} to {slowest:.1f})\") a, b = torch.rand(1000), torch.rand(1000) report(\"loop over a tensor:\", seconds_of(loop_over_tensor, a, b)) report(\"loop over a list: \", seconds_of(loop_over_list, a.tolist(), b.tolist())) report(\"a * b: \", seconds_of(one_line, a, b)) (µs is a microsecond, a millionth of a second; ns is a thousandth of that. time.perf_counter is Python's stopwatch. 1e6 is Python for 10⁶, a million. work is a function, passed on like a number; work(a, b) runs it. Each line gives the middle one of nine runs, and the fastest and slowest in brackets; section 3 says why.) So without any GPU, a * b is more than a thousand times faster than the deck's loop. The loop over a list never calls PyTorch, which is why it lies between the two. The fair race is a * b here against a * b there. The accelerator runs twice: once with the vectors already there, and once with the trip there and back. def waiting_clock(): devices.synchronize(device) # section 2 says why this is needed return clock() def one_line_and_trips(a, b): return (a.to(accelerator) * b.to(accelerator)).cpu() sizes = [10, 100, 1000, 10_000, 100_000, 1_000_000] cpu, gpu, gpu_and_trips = [], [], [] for n in sizes: a, b = torch.ones(n), torch.ones(n) there_a, there_b = a.to(accelerator), b.to(accelerator) cpu.append(median_of(seconds_of(one_line, a, b))) gpu.append(median_of(seconds_of(one_line, there_a, there_b, waiting_clock))) gpu_and_trips.append(median_of(seconds_of(one_line_and_trips, a, b, waiting_clock))) race = show.timings( sizes, {\"CPU, one core\": cpu, label: gpu, label + \", with trips\": gpu_and_trips}, f\"CPU: measured. {label}: \" + (\"by published figures\" if device.simulated else \"measured\"), title=\"Multiplying two vectors\", ) race Both scales are logarithmic: each mark is ten times the one before, so a small gap is a large factor. Why is the accelerator's line flat for so long? Why does it start above the CPU's? Why does it hardly pay off once the trips count? By the end of this unit you can say."
},
{
"at": "05_gpu_timing.html#1-loops-against-vector-code",
"unit": "5 · Timing the GPU",
"title": "1 · Loops against vector code",
"words": "Each step of the loop asks PyTorch for four things: take a[i], take b[i], multiply, write into out[i]. Each request takes a µs or more to prepare: which dtype? which device? where should the result go? The multiplication itself takes a thousandth of that. a * b asks once. Then a finished program, compiled for your processor, runs through all the numbers. This is called vector code, and its rule holds for every GPU too: ask for a lot at once."
},
{
"at": "05_gpu_timing.html#exercise-1-count_above-fix-it",
"unit": "5 · Timing the GPU",
"title": "Exercise 1 · count_above (fix it)",
"words": "This function counts how many numbers of a vector are above a limit. It is right, but it calls PyTorch several times for every single number. Fix it here, or rewrite it below; the last definition counts. No loop, and at most three PyTorch operations. count_above(torch.tensor([1, 5, 7]), 4) should give tensor(2), on the device of x. Stuck? hint(\"count_above\"), up to three times. def count_above(x, limit): count = 0 for number in x: if number.item() > limit: count = count + 1 return torch.tensor(count)"
},
{
"at": "05_gpu_timing.html#exercise-2-balance_point-a-puzzle",
"unit": "5 · Timing the GPU",
"title": "Exercise 2 · balance_point (a puzzle)",
"words": "Weights sit in a row on a plank, at positions 0, 1, 2, and so on. Where must you put your finger to balance the plank? Every position counts as much as the weight on it: moment = 0 for i in range(len(weights)): moment = moment + i * weights[i] balance = moment / weights.sum() Write it without a loop, in at most six operations. Weights 1, 0, 3 balance at (0·1 + 1·0 + 2·3) / 4 = 1.5. def balance_point(weights): \"\"\"Where a row of weights balances. weights: shape (n,), floats or integers, none below 0, and not all of them 0. Returns: a tensor of rank 0, on the device of weights; floats keep their dtype. balance_point(torch.tensor([1.0, 0.0, 3.0])) -> tensor(1.5000) \"\"\""
},
{
"at": "05_gpu_timing.html#2-what-a-gpu-does-while-python-goes-on",
"unit": "5 · Timing the GPU",
"title": "2 · What a GPU does while Python goes on",
"words": "A CPU has a few cores, each of them extremely clever: instruction pipelines and caches keep the next step and its numbers ready. So far the deck is right. A GPU, it says, has thousands of CPU-like cores. Not quite: an A100 has 6,912 simple lanes (its maker calls them cores). They step together in groups of 32, all doing the same thing to different numbers. No lane can run a program of its own, as a CPU core can. And a GPU does nothing by itself. Your Python program, the host, launches every operation: it puts an order into the queue of the device. That takes a few µs. Then the host goes on without waiting for the result. This is called asynchronous. host | launch 1 | launch 2 | launch 3 | print(\"done!\") device | work 1 | work 2 | work 3 | ^ really done An operation starts when it has been launched and the one before it has finished."
},
{
"at": "05_gpu_timing.html#exercise-3-two_clocks",
"unit": "5 · Timing the GPU",
"title": "Exercise 3 · two_clocks",
"words": "Each launch takes the host 2 seconds, and the device works 1, 5 and 2 seconds on three operations. This program keeps both clocks. Predict what it gives, as (..., ...). (Draw the two lines.) host_clock = device_clock = 0 for work in [1, 5, 2]: host_clock = host_clock + 2 device_clock = max(device_clock, host_clock) + work (host_clock, device_clock) A stopwatch on the host would say 6 seconds, but the whole job takes 11. Now a real program, a product of two square matrices. For 512 × 512 that is some 270 million operations; a real GPU gets larger ones. side = 512 if device.simulated or accelerator.type == \"cpu\" else 4096 big = torch.rand(side, side, device=accelerator) (big @ big)[0, 0].item() # once without timing; section 3 says why start = clock() product = big @ big launched = clock() product[0, 0].item() arrived = clock() product[1, 1].item() again = clock() print(f\"{label}: multiplying took {1e6 * (launched - start):8.1f} µs\") print(f\"{label}: looking at one number took {1e6 * (arrived - launched):8.1f} µs\") print(f\"{label}: looking at another took {1e6 * (again - arrived):8.1f} µs\") On a GPU the second number is the largest. Looking isn't that hard, as the third number shows: the first time, Python has to wait for the product to be finished. A stopwatch that stops before that has timed the launch. Whatever needs a number in Python waits: .item(), .tolist(), .cpu(), print(t). So does whatever must know the numbers before it can say what its result looks like."
},
{
"at": "05_gpu_timing.html#exercise-4-who_waits",
"unit": "5 · Timing the GPU",
"title": "Exercise 4 · who_waits",
"words": "x is a long vector on a GPU that is still busy. Which of these lines make Python wait until it has finished? Make a vector of six bools, True for a line that waits. torch.where(x > 0, x, 0.0) # 0 x.shape[0] # 1 x[x > 0] # 2: only the numbers above zero x.sum() # 3 x.sum().item() # 4 if (x > 0).any(): ... # 5 Made your vector? Here each line follows a large product. Long after the launch means: it waited. x = torch.rand(1000, device=accelerator) lines = { \"torch.where(x > 0, x, 0.0)\": lambda: torch.where(x > 0, x, 0.0), \"x.shape[0]\": lambda: x.shape[0], \"x[x > 0]\": lambda: x[x > 0], \"x.sum()\": lambda: x.sum(), \"x.sum().item()\": lambda: x.sum().item(), \"if (x > 0).any(): ...\": lambda: bool((x > 0).any()), } for text, line in lines.items(): line() # once without timing devices.synchronize(device) big @ big start = clock() line() print(f\"{text:<28} {1e6 * (clock() - start):8.1f} µs\") One function does nothing but wait. You will often meet its NVIDIA form, torch.cuda.synchronize(), and CUDA's events, marks in the device's queue that note the time. (You won't need events here; our clock is enough.) Do they work on this machine? def attempt(what, function): try: function() print(what, \"works here\") except (AssertionError, RuntimeError) as error: print(what, \"raises\", type(error).__name__ + \":\", error) attempt(\"torch.cuda.synchronize()\", torch.cuda.synchronize) attempt(\"torch.cuda.Event()\", torch.cuda.Event) Without an NVIDIA or AMD GPU the first one raises; whether the second does depends on how your PyTorch was built. torch.accelerator.synchronize() waits for whatever accelerator there is. Where there is none it raises too, but a CPU needs no waiting. So this is how to write it for every machine: def synchronize(): \"\"\"Wait until the accelerator has finished everything that was launched.\"\"\" if accelerator.type != \"cpu\": torch.accelerator.synchronize()"
},
{
"at": "05_gpu_timing.html#exercise-5-timed",
"unit": "5 · Timing the GPU",
"title": "Exercise 5 · timed",
"words": "Time one run of work, honestly. work() launches something, synchronize() waits for the device, and clock() tells the host's time in seconds. The device may still be busy with earlier work, which you must not count. The check uses a made-up machine on which nothing is left to chance. In messages, gpu(launch=0.5, work=[4.0]) is a machine on which a launch takes the host 0.5 s, and the work takes the device 4 s: your answer should be 4.5. With busy=9.0, its device first has 9 s of somebody else's work to do. With several numbers in work, each call takes the next one, and the last one stands for all further calls. Afterwards, try timed(lambda: big @ big, synchronize, clock). (lambda: big @ big is a function without a name.) def timed(work, synchronize, clock): \"\"\"The seconds from launching work on an idle device until it is finished. work, synchronize, clock: functions without arguments; clock() gives seconds as a float. Returns: a float. work is run once. \"\"\""
},
{
"at": "05_gpu_timing.html#3-the-first-call-and-chance",
"unit": "5 · Timing the GPU",
"title": "3 · The first call, and chance",
"words": "At the top of this notebook we asked the accelerator for something for the first time. Here is the same request again: start = clock() torch.ones(1, device=accelerator) again = clock() - start print(f\"{label}: the first call took {1e6 * first_call:10.1f} µs\") print(f\"{label}: the same call now {1e6 * again:10.1f} µs\") The first call pays for everything that has to be started: the driver (the software that talks to the card), memory, the program for this operation. So before you time anything, run it once without timing: a warm-up. And even a warm machine is never alone: other programs want the processor too. Here is the same work on the CPU, nine times. On a busy machine one run usually sticks out: x = torch.rand(20_000) for _ in range(8): (x * x).sum() # the warm-up; more than one of the first calls is slow runs = [] for _ in range(9): start = time.perf_counter() (x * x).sum() runs.append(time.perf_counter() - start) print(\"µs:\", [round(1e6 * t) for t in runs]) print(\"fastest\", round(1e6 * min(runs)), \" slowest\", round(1e6 * max(runs))) One run is noise. Make several, and say which number you report. The fastest is what the machine can do undisturbed. The mean is their sum divided by their number. The median is the one in the middle once they are sorted; torch.median finds it. (With an odd number of runs there is exactly one.) And give the spread with it, for instance the fastest and the slowest: a difference smaller than the spread tells you nothing."
},
{
"at": "05_gpu_timing.html#exercise-6-noisy_runs",
"unit": "5 · Timing the GPU",
"title": "Exercise 6 · noisy_runs",
"words": "Five runs, in ms; during the last one a browser woke up. Predict mean and median, as (..., ...). t = torch.tensor([4.0, 4.0, 5.0, 4.0, 93.0]) (t.mean().item(), t.median().item())"
},
{
"at": "05_gpu_timing.html#exercise-7-typical_seconds-fix-it",
"unit": "5 · Timing the GPU",
"title": "Exercise 7 · typical_seconds (fix it)",
"words": "This function should run work once as a warm-up, then time it runs times, each time as honestly as in timed, and return the median, a float in seconds. Whoever wrote it didn't know about warm-ups, waited only after the work, and returned the mean. Fix it here, or rewrite it below; the last definition counts. runs is odd. If the runs after the warm-up take 3, 9 and 4 seconds, your answer is 4.0. def typical_seconds(work, synchronize, clock, runs): seconds = [] for _ in range(runs): start = clock() work() synchronize() seconds.append(clock() - start) return sum(seconds) / runs You don't have to write this every time. A benchmark is a timing made for comparison, and torch.utils.benchmark warms up, repeats, and waits for the accelerator (before PyTorch 2.10, only for CUDA). It takes the code as text and can't see your variables: globals= passes them in. blocked_autorange() takes its time (0.2 s) and gives a median. timeit(n) is quicker: the mean of n runs. Here is the median of five of these: a, b = torch.rand(1000), torch.rand(1000) stopwatch = benchmark.Timer(\"a * b\", globals={\"a\": a, \"b\": b}) means = torch.tensor([stopwatch.timeit(20).mean for _ in range(5)]) print(f\"a * b on the CPU, 1000 elements: {1e6 * means.median().item():.2f} µs\") (A good place to rest.)"
},
{
"at": "05_gpu_timing.html#4-the-trip-there-and-back",
"unit": "5 · Timing the GPU",
"title": "4 · The trip there and back",
"words": "Tensors can live in the CPU's memory (the RAM) or in the GPU's memory, the deck says, and t.to(\"cpu\"), t.to(\"cuda\") move them. Right. But between the two lies a narrow road, PCI Express. Its version 4, which the A100 has, carries at most 32 billion bytes (32e9) a second in each direction; version 5 carries twice that. The A100's own memory moves 1,555 billion, about fifty times as much. Even 32e9 is a best case, which our simulated clock assumes. The operating system may move ordinary memory about (it is pageable), so the copy makes a detour and is often several times slower. Pinned memory, t.pin_memory(), stays put: it reaches full speed, and with .to(device, non_blocking=True) Python needn't wait for the copy. Here is a batch of 16 photographs of 1000 × 2000 pixels, three float32 numbers each, on that road. How many milliseconds does it take, at best? print(16 * 3 * 1000 * 2000 * 4 / 32e9 * 1000, \"ms\") # bytes / bytes per second = seconds Does the trip count when you time a GPU? If the data are there anyway, as in training, it doesn't. If you send a tensor, want one product and fetch it back, it does. Both are honest, as long as you say which."
},
{
"at": "05_gpu_timing.html#exercise-8-pays_off_after",
"unit": "5 · Timing the GPU",
"title": "Exercise 8 · pays_off_after",
"words": "Going there and back costs trip, once. An operation takes cpu here, and less, gpu, there. How many operations must you do there before the GPU is faster altogether? A tie doesn't count. With a trip of 10 ms, 3 ms here and 1 ms there: after 5 operations both stand at 15 ms. After 6 the GPU is ahead, with 16 ms against 18. So the answer is 6. def pays_off_after(trip, cpu, gpu): \"\"\"The smallest number of operations for which going to the GPU takes less time. trip: the time for both ways together. cpu, gpu: the time of one operation here and there; 0 < gpu < cpu. All are floats, in the same unit. Returns: an int, 1 or more. pays_off_after(10.0, 3.0, 1.0) -> 6 \"\"\""
},
{
"at": "05_gpu_timing.html#exercise-9-running_loss-fix-it",
"unit": "5 · Timing the GPU",
"title": "Exercise 9 · running_loss (fix it)",
"words": "Some trips nobody meant to make. A training loop has collected its losses, one rank-0 tensor per step, and wants their mean as a Python number. This function takes each number to the CPU by itself, and waits for the device each time. Fix it so that it waits once, at the end. The caller's losses must not change. running_loss([torch.tensor(3.0), torch.tensor(1.0)]) should give 2.0. The list holds one loss or more. def running_loss(losses): total = 0.0 for loss in losses: total = total + loss.item() return total / len(losses)"
},
{
"at": "05_gpu_timing.html#5-small-sizes-lose",
"unit": "5 · Timing the GPU",
"title": "5 · Small sizes lose",
"words": "Here is the picture from the beginning again: race Now you can say why the accelerator's line is flat at first: launching takes as long for ten elements as for a hundred thousand. Small sizes lose. Further right the CPU's line climbs while the other is still nearly flat, and they cross. And with both trips counted, a single multiplication pays off late, if at all: nearly all of its time is spent on the road. Here is the deck's 1000 time units against 1: for n in (1000, 1_000_000): i = sizes.index(n) print(f\"{n:>9,} elements: CPU {1e6 * cpu[i]:9.1f} µs, {label} {1e6 * gpu[i]:7.1f} µs\") print(f\"The accelerator takes {gpu[2] / cpu[2]:.1f} times as long as the CPU at 1000 elements,\") print(f\"and the CPU {cpu[-1] / gpu[-1]:.1f} times as long as the accelerator at a million.\")"
},
{
"at": "05_gpu_timing.html#exercise-10-speedups",
"unit": "5 · Timing the GPU",
"title": "Exercise 10 · speedups",
"words": "You time the same work on both machines, for several sizes, several times each. cpu and gpu hold the seconds: a row for each size, a column for each run (an odd number of runs). How many times as fast is the GPU, for each size? Compare what is typical: the median of each row. def speedups(cpu, gpu): \"\"\"The median time on the CPU divided by the median time on the GPU, for each size. cpu, gpu: float tensors of shape (sizes, runs) and of one dtype, all above 0; runs is odd. Returns: a vector (sizes,). speedups(torch.tensor([[2.0, 90.0, 3.0]]), torch.tensor([[6.0, 5.0, 6.0]])) -> tensor([0.5000]) \"\"\" Everything changes when there is more to do with each number. In an element-wise product each number is used once, in a product of two n × n matrices n times. Here n is 200, and all trips are counted: def product(a, b): return a @ b def product_and_trips(a, b): return (a.to(accelerator) @ b.to(accelerator)).cpu() def compare(line, here, there): report(f\"{line}, on the CPU: \", seconds_of(here, a, b)) report(f\"{line}, there and back:\", seconds_of(there, a, b, waiting_clock)) a, b = torch.rand(200, 200), torch.rand(200, 200) print(\"There is\", label) compare(\"a * b\", one_line, one_line_and_trips) compare(\"a @ b\", product, product_and_trips) The same numbers travel in both lines, but with @ there is enough work to make up for it. A lot of work for each byte that moves: that is what a GPU is for, and why neural networks, mostly matrix products, run on them. The deck's last point: PyTorch may use special, optimized implementations. It does, on the CPU as well. Here is a matrix product as you would write it from its definition, in three loops, and then @: def three_loops(a, b): rows = range(len(a)) return [[sum(a[i][k] * b[k][j] for k in rows) for j in rows] for i in rows] a, b = torch.rand(40, 40), torch.rand(40, 40) report(\"three loops:\", seconds_of(three_loops, a.tolist(), b.tolist())) report(\"a @ b: \", seconds_of(product, a, b)) Both do the same 64,000 multiplications. @ passes them to a library that experts have tuned for each kind of chip: it cuts the matrices into blocks that fit the caches, and uses the chip's widest instructions. On NVIDIA cards that library is cuBLAS, and there it can also use tensor cores, circuits that do nothing but multiply small matrices. You don't have to ask: PyTorch chooses by device, dtype and shape."
},
{
"at": "05_gpu_timing.html#6-the-last-digits-differ",
"unit": "5 · Timing the GPU",
"title": "6 · The last digits differ",
"words": "A faster answer should still be the same answer. With floats, it nearly is: every sum is rounded, and a GPU adds in a different order from a CPU, because thousands of lanes each make a partial sum. You can see the effect on the CPU alone: torch.manual_seed(2) x = torch.rand(100_000) print(f\"in one go: {x.sum().item():.4f}\") print(f\"100 columns first: {x.reshape(-1, 100).sum(0).sum().item():.4f}\") print(f\"10 columns first: {x.reshape(-1, 10).sum(0).sum().item():.4f}\") print(f\"{label + ':':<20} {x.to(accelerator).sum().item():.4f}\") print(f\"float64: {x.double().sum().item():.4f}\") (The practice accelerator calculates on your CPU, so those two agree to the last digit. A real one often doesn't.)"
},
{
"at": "05_gpu_timing.html#exercise-11-sum_order",
"unit": "5 · Timing the GPU",
"title": "Exercise 11 · sum_order",
"words": "The extreme case. Remember from unit 04 how many digits float32 has, and predict: t = torch.tensor([1e8, 1.0, -1e8]) ((t[0] + t[1]) + t[2]).item() In the order (t[0] + t[2]) + t[1] the same three numbers give 1. So never ask with == whether a GPU's result is right. Ask how far off it is, relative to what was expected: a difference of 1 is a lot for 3, and next to nothing for 100 million."
},
{
"at": "05_gpu_timing.html#exercise-12-worst_relative_error",
"unit": "5 · Timing the GPU",
"title": "Exercise 12 · worst_relative_error",
"words": "For each element, divide the size of the difference by the size of the expected value (both without their sign). Return the largest of these. If 9 and 110 came out where 10 and 100 were expected, both are off by a tenth: the answer is 0.1. def worst_relative_error(got, expected): \"\"\"The largest relative error of any element. got, expected: float tensors of the same shape and dtype, with at least one element; no element of expected is 0. Returns: a tensor of rank 0, of that dtype and on that device. worst_relative_error(torch.tensor([9.0, 110.0]), torch.tensor([10.0, 100.0])) -> tensor(0.1000) \"\"\" As a rule of thumb for float32, one rounding costs a relative error around 10⁻⁷, and many roundings up to about 10⁻⁵. Above 10⁻³, look for the reason. It may be a bug. It may be cancellation, as in sum_order, where the error is 1 and nobody made a mistake. Or the numbers were shortened: 16-bit floats, or TF32, with which newer NVIDIA cards speed up float32 products by keeping only about three digits of each factor. (For @ it is off until you call torch.set_float32_matmul_precision(\"high\").) torch.allclose compares this way, with a relative tolerance rtol: expected = torch.tensor([100_000.0]) got = expected + 0.5 # a relative error of 5e-6 print(\"within 1e-5: \", torch.allclose(got, expected, rtol=1e-5)) print(\"within 1.3e-6:\", torch.allclose(got, expected, rtol=1.3e-6)) The first is the default of torch.allclose. The second is that of torch.testing.assert_close for float32: it is made for tests, so it is stricter, and it says what it found. Both also let a tiny absolute difference pass, for numbers near 0."
},
{
"at": "05_gpu_timing.html#the-card",
"unit": "5 · Timing the GPU",
"title": "The card",
"words": "Ask for a lot at once: no loop over elements, and no .item() inside a loop. Launches are asynchronous: synchronize() before each look at the clock. torch.accelerator.synchronize() where there is an accelerator; torch.cuda.synchronize() raises where there is no CUDA. The first call pays for the start-up: warm up. One run is noise: several runs, the median, and the spread. Or torch.utils.benchmark.Timer. Say whether the trips count. Move once, do a lot, fetch once. Pinned memory makes the trip faster. Small sizes lose. Matrix products pay off early. Another order, other last digits: compare by relative error, never with ==. the deck says PyTorch does CPUs are great at sequential code and have a few cores right; and with vector code each core does several elements at once multiplying 1000 elements on a CPU takes 1000 time units as a loop in Python, yes; a * b takes no longer than one step of the loop GPUs contain thousands of CPU-like cores that divide a task they divide it, but they are simple lanes that step together in groups of 32 on a GPU it takes 1 time unit that leaves out launch, memory and trips: at 1000 elements the CPU wins, at a million the GPU t.to(\"cpu\"), t.to(\"cuda\") move a tensor right, and moving often costs more than the work PyTorch may use special, optimized implementations on the GPU right, and on the CPU too: @ calls a tuned library. That is one reason why the last digits differ"
},
{
"at": "06_autograd.html#6-derivatives-and-autograd",
"unit": "6 · Derivatives and autograd",
"title": "6 · Derivatives and autograd",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 04, and no calculus. You know that a road can go up and down, and that is enough. When you are done, you can say what a slope, a derivative and a gradient tell you, and measure them; let PyTorch find a gradient with requires_grad and backward(); tell when gradients pile up and when the way back is cut; walk downhill on any function: gradient descent, the engine of all training. Stuck on an exercise? hint(\"its_name\") helps, up to three times, a little more each time. import torch from autograder import check, hint, progress, show"
},
{
"at": "06_autograd.html#a-question-first",
"unit": "6 · Derivatives and autograd",
"title": "A question first",
"words": "You stand on a hillside in thick fog. Somewhere below is the valley, and all you can feel is the ground under your feet. How do you get down? Here is someone doing it: def hill(x): return (x - 3) ** 2 walk = [9.0, 6.6, 5.2, 4.3, 3.8, 3.5] # where each step ended show.descent(hill, walk, title=\"Five steps down a hill in the fog\") You feel which way the ground slopes, go a little way down, and feel again. Neural networks are trained like that. But their hill has a million directions instead of one, and its height is the error they make. So how do you feel a million slopes at once, and how far is a little way?"
},
{
"at": "06_autograd.html#1-slope",
"unit": "6 · Derivatives and autograd",
"title": "1 · Slope",
"words": "A road that climbs 2 metres over 10 metres has slope 0.2: rise over run. A curve has a different slope at every point. What is it for f(x) = x² at x = 3? Take a short stretch that starts there, and make it shorter and shorter: def square(x): return x * x for run in [1.0, 0.1, 0.01, 0.001]: rise = square(3 + run) - square(3) print(\"run\", run, \" slope\", round(rise / run, 4)) It settles at 6. This number is the derivative of f at 3: the slope of the curve right there. The deck says why we care: the derivative tells what happens to the value if we increase the parameter. (A parameter is a number that we may turn: here, x.) positive: increase x a little, and the value increases too; negative: increase x a little, and the value decreases; 0: the ground is level. The deck says the function \"didn't change a bit\". Nearly: it changes far less than x does. In the picture the short dark lines touch the curve and show its slope. The dashed line is the derivative at every point, written f′. Wherever f climbs, f′ is above 0; at the top and at the bottom of f, it is exactly 0. def wave(x): return x**3 - 3 * x show.curve(wave, (-2.2, 2.2), points=[-1.0, 0.0, 1.5], title=\"f(x) = x³ - 3x, and its derivative\")"
},
{
"at": "06_autograd.html#exercise-1-uphill",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 1 · uphill",
"words": "Take pencil and paper. What does the last line give? Write a list of three bools. def f(x): return x * (6 - x) [f(1.001) > f(1), f(2.001) > f(2), f(4.001) > f(4)]"
},
{
"at": "06_autograd.html#measuring-well",
"unit": "6 · Derivatives and autograd",
"title": "Measuring well",
"words": "With a run of 0.1 the slope came out as 6.1, too large. We looked only to the right, where this curve gets steeper. Look to both sides by the same small step h, and the two errors nearly cancel. That is the central difference: the slope from the point at x - h to the point at x + h."
},
{
"at": "06_autograd.html#exercise-2-central_difference",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 2 · central_difference",
"words": "Write it for any function. f is an argument like any other: you call it, as in f(x). It works element by element, so give it the whole tensor. def central_difference(f, x, h): \"\"\"Measure the slope of f at each x, between h to the left and h to the right. f: a function that works element by element: a tensor in, a tensor of the same shape out. x: a tensor of floats, any shape. h: a float above 0. Returns: a tensor of slopes, of the shape and dtype of x. With `def cube(x): return x**3`: central_difference(cube, torch.tensor([0.0, 1.0]), 0.25) -> tensor([0.0625, 3.0625]) \"\"\" Is a tiny h even better? The slope of x³ at 2 is 12. Measure it with h = 0.00001: h = 0.00001 for dtype in [torch.float32, torch.float64]: x = torch.tensor(2.0, dtype=dtype) print(dtype, (((x + h) ** 3 - (x - h) ** 3) / (2 * h)).item()) A float32 has about 7 digits. When two numbers agree in six of them, their difference keeps one. So measure slopes in float64, which has 16. (Apple's GPUs have no float64: measure on the CPU.)"
},
{
"at": "06_autograd.html#2-from-slope-to-gradient",
"unit": "6 · Derivatives and autograd",
"title": "2 · From slope to gradient",
"words": "The deck takes a function of two variables, F(x, y) = x² · y². How does it change if we move x, and how if we move y? Move one and hold the other still. Together the two slopes are the gradient. def F(x, y): return x**2 * y**2 h = 0.001 x, y = 3, 2 print(\"slope in x:\", round((F(x + h, y) - F(x - h, y)) / (2 * h), 4)) print(\"slope in y:\", round((F(x, y + h) - F(x, y - h)) / (2 * h), 4)) You don't have to measure. A few rules give most derivatives, and measured slopes show them: function slopes at 1, 2, 3, 4 derivative the rule 5 0, 0, 0, 0 0 what doesn't move has no slope x 1, 1, 1, 1 1 as far up as to the right x² 2, 4, 6, 8 2x the power becomes a factor, and drops by one x³ 3, 12, 27, 48 3x² the same again 5 · x² 10, 20, 30, 40 5 · 2x a factor stays x² + 7 · x 9, 11, 13, 15 2x + 7 slopes add up Hold y still, and it is a plain number. So the slope of F in x is 2x · y², and in y it is x² · 2y. At (3, 2) that makes 24 and 36, as measured."
},
{
"at": "06_autograd.html#exercise-3-gradient_by_hand",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 3 · gradient_by_hand",
"words": "Do the same for another function, at (2, 5). Find its two slopes on paper, by the rules. What does the last line give? Write a list. def G(x, y): return x**2 * y + 3 * y h = 0.001 slope_x = (G(2 + h, 5) - G(2 - h, 5)) / (2 * h) slope_y = (G(2, 5 + h) - G(2, 5 - h)) / (2 * h) [round(slope_x, 4), round(slope_y, 4)]"
},
{
"at": "06_autograd.html#3-no-more-derivatives",
"unit": "6 · Derivatives and autograd",
"title": "3 · No more derivatives!",
"words": "From here on PyTorch does the work. You say follow this tensor, compute, and go back. These are the deck's lines: x = torch.Tensor([10, 12, 14, 16]).requires_grad_() z = x * x z = torch.sum(z) z.backward() x.grad requires_grad_() tells PyTorch to follow whatever is computed from x. backward() goes back from z to x and leaves the gradient in x.grad: for each element of x, the slope of z. The deck asks what it is. z is x1² + x2² + x3² + x4². Move x1, and only x1² moves, with slope 2 · x1. The same goes for the others, so the gradient is 2x. While it computes, PyTorch writes down what comes from what: the graph. Here is the graph of F. Read the values from left to right, and the gradients from right to left: x = torch.tensor(3.0, requires_grad=True) # the same as adding .requires_grad_() at the end y = torch.tensor(2.0, requires_grad=True) f = x**2 * y**2 show.graph(f, names={\"x\": x, \"y\": y, \"F\": f}) F grows by 4 for each unit of x², and x² grows by 6 for each unit of x. So F grows by 4 · 6 = 24 for each unit of x. This is the chain rule: multiply along the way. x and y are leaves: they were not computed from anything. The way back ends there, and .grad is filled in."
},
{
"at": "06_autograd.html#exercise-4-cubes_with_grad",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 4 · cubes_with_grad",
"words": "Make a vector of 1., 2., 3. and let PyTorch fill its .grad with the gradient of the sum of its cubes. The name cubes_with_grad should stand for the vector. You may write several lines."
},
{
"at": "06_autograd.html#two-things-it-refuses",
"unit": "6 · Derivatives and autograd",
"title": "Two things it refuses",
"words": "Integers can't require grad: a slope asks what happens when you move a tiny bit, and an integer can't. (The deck's torch.Tensor, with a capital T, makes floats.) Look at the last line of the error: torch.tensor([10, 12, 14, 16]).requires_grad_() And backward() starts from a single number, which is why the deck adds up first. (try and except catch the error, which would otherwise fill the page.) x = torch.Tensor([10, 12, 14, 16]).requires_grad_() z = x * x try: z.backward() except RuntimeError as error: print(\"RuntimeError:\", error)"
},
{
"at": "06_autograd.html#exercise-5-slopes",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 5 · slopes",
"words": "To draw f′, the dashed line in the picture, you need the slope of f at hundreds of points. One backward finds them all: look at the deck's lines again. The tensor x belongs to the caller: don't mark it, and leave nothing in its .grad. Work on a copy: x.clone() makes one. Rule: no loop. (A lambda, as in the example, is a small function in one line: lambda x: x * x takes x and returns x · x.) def slopes(f, x): \"\"\"Return the slope of f at each element of x, found by autograd. f: a function that works element by element: a tensor in, a tensor of the same shape out. x: a tensor of floats, any shape, that doesn't require grad; it stays as it is. Returns: a tensor of the shape and dtype of x that doesn't require grad. slopes(lambda x: x * x, torch.tensor([1.0, 5.0])) -> tensor([ 2., 10.]) \"\"\""
},
{
"at": "06_autograd.html#exercise-6-grad_of_centred",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 6 · grad_of_centred",
"words": "Subtract from four numbers their mean. How does the first of the new numbers depend on the four old ones? (The mean is (x1 + x2 + x3 + x4) / 4. A factor stays: what is the slope of x2 / 4?) Predict what the last line gives. Write a list. x = torch.tensor([1.0, 2.0, 4.0, 9.0], requires_grad=True) y = x - x.mean() y[0].backward() x.grad (Halfway: a good place to rest.)"
},
{
"at": "06_autograd.html#4-gradients-pile-up",
"unit": "6 · Derivatives and autograd",
"title": "4 · Gradients pile up",
"words": "One habit of PyTorch surprises everybody once."
},
{
"at": "06_autograd.html#exercise-7-two_backwards",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 7 · two_backwards",
"words": "What does the last line give? Write a number, or an error's name as text, such as \"raises ValueError\". x = torch.tensor(3.0, requires_grad=True) (x * x).backward() (x * x).backward() x.grad.item() backward adds to what is already in .grad: gradients accumulate. Why add? Because a value that is used several times acts along several ways, and their slopes add up: x = torch.tensor(3.0, requires_grad=True) y = 5 * x + x * x # x is used three times y.backward() x.grad # 5, and 3, and 3 But a new step needs a clean start: x.grad = None, as it was before the first backward(). (In training scripts the line is optimizer.zero_grad(), which does the same.) In the exercise x * x was computed twice, so there were two graphs. Going back twice through one graph usually fails: to save memory, PyTorch throws away the values it kept for the way back. x = torch.tensor(3.0, requires_grad=True) z = x * x z.backward(retain_graph=True) # keep them, this once z.backward() print(\"after two backwards:\", x.grad) try: z.backward() except RuntimeError as error: print(\"RuntimeError:\", error) The message offers retain_graph=True, the line above uses it. You will rarely need it: if you meet this error in a loop, something was computed before the loop that belongs inside."
},
{
"at": "06_autograd.html#5-the-way-back-and-what-cuts-it",
"unit": "6 · Derivatives and autograd",
"title": "5 · The way back, and what cuts it",
"words": "A gradient can only go back along the graph. Each of these has the value 25, and only the first still knows where it comes from: its grad_fn says so (MulBackward0: by a multiplication). x = torch.tensor(5.0, requires_grad=True) y = x * x print(y) print(torch.tensor(y.item())) print(y.detach()) with torch.no_grad(): print(x * x) with torch.inference_mode(): print(x * x) .item() and .tolist() give plain numbers, which have no history; torch.tensor(...) makes a new leaf, even if you give it the tensor y; .detach() cuts on purpose; inside with torch.no_grad(): PyTorch writes nothing down. Whatever belongs to the with is indented under it. torch.inference_mode() is stricter and a little faster: what is made there can never join a graph later. Use it when a finished network only answers."
},
{
"at": "06_autograd.html#exercise-8-squared_error",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 8 · squared_error",
"words": "A network (people also say model) produces numbers, its prediction. What they should be is the target. The loss says how wrong the prediction is: it should become small. This one computes the right number, but nothing can learn from it. Fix it here, or rewrite it below; the last definition counts. Gradients must find their way back to prediction and to target, whichever requires grad. def squared_error(prediction, target): \"\"\"Add up the squares of the differences, so that gradients can flow back. prediction, target: vectors of floats, of the same length (at least 1) and dtype. Returns: a tensor of rank 0 and that dtype. squared_error(torch.tensor([1.0, 5.0]), torch.tensor([3.0, 4.0])) -> tensor(5.) \"\"\" total = 0.0 for i in range(len(prediction)): total += ((prediction[i] - target[i]) ** 2).item() return torch.tensor(total)"
},
{
"at": "06_autograd.html#exercise-9-after_detach",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 9 · after_detach",
"words": "Two ways to keep the numbers of x, and somebody who writes into what was kept. Predict what the last line gives: a list, or an error's name as text. x = torch.tensor([1.0, 2.0], requires_grad=True) kept = x.detach() saved = x.detach().clone() kept[0] = 100.0 saved[1] = 200.0 x.tolist() .detach() cuts the history, but the numbers stay in the same memory, like those of from_numpy in unit 01. For a copy, write .detach().clone()."
},
{
"at": "06_autograd.html#6-downhill",
"unit": "6 · Derivatives and autograd",
"title": "6 · Downhill",
"words": "Back to the foggy hill. The gradient points where the ground rises. So go against it: new w = w - lr · gradient. How big a part of the gradient you take is your choice. It is called the learning rate, lr. The hill was (w - 3)², that is w² - 6w + 9, so its slope is 2w - 6. Here are the five steps of the first picture. (A loop that doesn't need its counter calls it _.) w = torch.tensor(9.0) for _ in range(5): slope = 2 * w - 6 w = w - 0.2 * slope print(w) The steps get shorter by themselves, because the slope gets smaller towards the bottom. And how far is a little way? Try 0.02 and 0.9 in place of 0.2. Then answer this:"
},
{
"at": "06_autograd.html#exercise-10-too_large_a_step",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 10 · too_large_a_step",
"words": "Now the function is w², and its slope is 2w. Predict, without running it, what this gives: w = torch.tensor(1.0) for _ in range(3): slope = 2 * w w = w - 1.5 * slope w.item()"
},
{
"at": "06_autograd.html#the-same-with-autograd",
"unit": "6 · Derivatives and autograd",
"title": "The same with autograd",
"words": "Let autograd find the slope, and the step itself becomes the tricky part. There are three ways to write it: w = w - … makes a new tensor. It is computed, so it is no leaf, and the next backward() leaves nothing in its .grad. w -= … changes the leaf in place. PyTorch forbids it: w would become the result of an operation, no leaf any more, and its gradient would have nowhere to go. (In the error, Variable is an old name for a tensor.) But the step is not part of the computation whose gradient you want. Say so, with torch.no_grad(), and you may change the leaf in place. w = torch.tensor(9.0, requires_grad=True) hill(w).backward() new = w - 0.2 * w.grad print(\"new is a leaf:\", new.is_leaf) try: w -= 0.2 * w.grad except RuntimeError as error: print(\"RuntimeError:\", error) with torch.no_grad(): w -= 0.2 * w.grad print(w, \"is a leaf:\", w.is_leaf)"
},
{
"at": "06_autograd.html#exercise-11-descend",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 11 · descend",
"words": "Here is gradient descent for any function. It has two faults. The first raises an error in the second step. Once that is fixed, the numbers are still wrong. Fix it here, or rewrite it below; the last definition counts. def descend(f, start, lr, steps): \"\"\"Walk downhill on f: at every step, go lr times the gradient against the gradient. f: takes a tensor of the shape of start, gives a tensor of rank 0. start: a tensor of floats, any shape; it stays as it is. lr: a float. steps: an int, 0 or more. Returns: where the walk ends, a tensor like start that doesn't require grad. descend(lambda w: w * w, torch.tensor(8.0), 0.25, 2) -> tensor(2.) \"\"\" w = start.clone().requires_grad_() for _ in range(steps): f(w).backward() w = w - lr * w.grad return w.detach()"
},
{
"at": "06_autograd.html#7-a-puzzle",
"unit": "6 · Derivatives and autograd",
"title": "7 · A puzzle",
"words": ""
},
{
"at": "06_autograd.html#exercise-12-hidden_weights",
"unit": "6 · Derivatives and autograd",
"title": "Exercise 12 · hidden_weights",
"words": "In front of you is a black box. You put in n numbers, and one number comes out. The box multiplies each input by a weight of its own, adds everything up, and adds a constant. You can't look inside. Find all the weights. Rule: no loop. (With a loop you would need n + 1 questions. One is enough.) def hidden_weights(f, n): \"\"\"Find the weights of a box. It computes weight[0] * x[0] + weight[1] * x[1] + … + constant. f: the box: a function of a float32 vector (n,) that gives a tensor of rank 0. n: an int, 1 or more. Returns: a float32 vector (n,) that doesn't require grad: the weights. hidden_weights(lambda x: 2 * x[0] - 5 * x[1] + 1, 2) -> tensor([ 2., -5.]) \"\"\""
},
{
"at": "06_autograd.html#8-good-to-know-two-traps-and-a-net",
"unit": "6 · Derivatives and autograd",
"title": "8 · Good to know: two traps, and a net",
"words": "You have done all the exercises. This section is for the day when a gradient looks odd. At 0 the square root climbs straight up. Its slope there is infinite, inf, and on the way back that is multiplied: inf times 0 is nan. A tiny number under the root, (x + 0.000001).sqrt(), avoids it. The other trap: PyTorch keeps some values for the way back, such as the result of exp. If you change one in place with y += 1, backward raises. y = y + 1 makes a new tensor, and all is well. x = torch.tensor([0.0, 4.0], requires_grad=True) x.sqrt().sum().backward() print(x.grad) y = x.exp() y += 1 try: y.sum().backward() except RuntimeError as error: print(\"RuntimeError:\", str(error)[:94]) A graph that is cut everywhere raises an error in backward. One that is cut in one place gives no error, only a wrong gradient. How would you notice? By measuring: gradcheck compares autograd with a central difference, in float64, and raises where they differ. With raise_exception=False it answers False. x = torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True) print(torch.autograd.gradcheck(lambda x: x * x, x)) print(torch.autograd.gradcheck(lambda x: x * x.detach(), x, raise_exception=False))"
},
{
"at": "06_autograd.html#the-card",
"unit": "6 · Derivatives and autograd",
"title": "The card",
"words": "You want You write Watch out a slope, measured (f(x + h) - f(x - h)) / (2 * h) in float64; a tiny h makes it worse a tensor followed torch.tensor(..., requires_grad=True) or .requires_grad_() floats (or complex numbers), no integers the gradient loss.backward(), then x.grad starts from a single number, ends in leaves a clean start x.grad = None, or optimizer.zero_grad() backward adds to what is there to go back twice backward(retain_graph=True) better: compute again numbers without history .detach() shares memory: .detach().clone() for a copy to keep the way back stay in tensors .item(), .tolist(), torch.tensor(y), no_grad cut it a step downhill with torch.no_grad(): w -= lr * w.grad w = w - … makes a non-leaf to be sure torch.autograd.gradcheck(f, x) x in float64"
},
{
"at": "06_autograd.html#the-deck-says-pytorch-does",
"unit": "6 · Derivatives and autograd",
"title": "The deck says / PyTorch does",
"words": "The deck says PyTorch does derivative positive: the function increases yes, for a small step derivative 0: it \"didn't change a bit\" it changes far less than the parameter F(x, y) = x² y²: put the derivatives together (2x · y², x² · 2y); at (3, 2) that is (24, 36) torch.Tensor([10, 12, 14, 16]).requires_grad_() yes, but torch.tensor makes integers of them, and raises RuntimeError z = x * x, z = torch.sum(z), z.backward() yes: x.grad is tensor([20., 24., 28., 32.]), which is 2x \"to use .backward(), we need to obtain a scalar value\" yes: without the sum it raises RuntimeError Next: 07 Broadcasting. How a row and a column make a table, and how that can quietly spoil a loss."
},
{
"at": "07_broadcasting.html#7-broadcasting",
"unit": "7 · Broadcasting",
"title": "7 · Broadcasting",
"words": "Time: about an hour, with a place to rest after section 3. You need: unit 02 (element-wise operations, dim, keepdim), unit 03 (arange, reshape, masks), unit 04 (float(), element_size) and unit 06 (the gradient of a loss). When you are done, you can say which shape comes out of two shapes, or why nothing does; make tables of all pairs without a loop; notice the bug that raises nothing and only makes your results worse; find the prime numbers in two lines. Stuck on an exercise? hint(\"its_name\") helps, up to three times. import torch from autograder import check, hint, progress, show"
},
{
"at": "07_broadcasting.html#a-question-first",
"unit": "7 · Broadcasting",
"title": "A question first",
"words": "The deck asks: can we multiply a tensor of shape (1, 5) by a tensor of shape (2, 5)? In unit 02 each number met the number in the same position. But here the first tensor has no second row. Should it raise an error? Make up your mind, then run the cell. first = torch.tensor([[1, 2, 3, 4, 5]]) second = torch.tensor([[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]]) print(first * second) show.broadcast(first, second, \"*\") It works, as the deck says: the first tensor is repeated until it has the size of the second. This is broadcasting. The picture calls the two a and b; the dashed cells are the repeated ones. The deck says duplicate, but no copy is made: the one row is read twice. And it writes both as plain lists, which can't do it: try: [[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]] # the deck's line except TypeError as error: print(\"TypeError:\", error)"
},
{
"at": "07_broadcasting.html#1-the-rule",
"unit": "7 · Broadcasting",
"title": "1 · The rule",
"words": "Align the two shapes from the right. Where one has run out, put a 1. Compare the sizes, pair by pair. They must be equal, or one of them must be 1. Stretch every 1 to the size it meets. So a vector of shape (3,) counts as (1, 3). Here it meets a column of shape (2, 1), and both stretch: show.broadcast(torch.tensor([[10], [20]]), torch.tensor([1, 2, 3]), \"+\")"
},
{
"at": "07_broadcasting.html#exercise-1-aligned_shape",
"unit": "7 · Broadcasting",
"title": "Exercise 1 · aligned_shape",
"words": "Write the shape as a tuple such as (4, 5), or \"raises ...\" with the name of the error. It helps to write the two shapes one below the other. (torch.ones(3, 1, 4) + torch.ones(2, 1)).shape"
},
{
"at": "07_broadcasting.html#exercise-2-rows_plus_vector",
"unit": "7 · Broadcasting",
"title": "Exercise 2 · rows_plus_vector",
"words": "Four rows of two, and a vector of four numbers: one for each row, so it seems. (torch.ones(4, 2) + torch.ones(4)).shape Write a tuple, or \"raises ...\" with the name of the error. The picture says why, and so does PyTorch in the last line of its message. (A dimension is what NumPy calls an axis; non-singleton means: not of size 1. PyTorch counts this dimension from the left (1), the picture from the right (-1).) show.broadcast(torch.ones(4, 2), torch.ones(4)) torch.ones(4, 2) + torch.ones(4) torch.broadcast_shapes answers such questions without any tensors: torch.broadcast_shapes((5, 1, 7), (6, 1))"
},
{
"at": "07_broadcasting.html#2-a-dimension-where-you-need-one",
"unit": "7 · Broadcasting",
"title": "2 · A dimension where you need one",
"words": "A vector is always aligned as a row. For one number per row, turn it into a column: reshape(-1, 1) gives it a second dimension, of size 1, on the right. So does unsqueeze(1), which puts a dimension of size 1 at position 1 (or unsqueeze(-1), at the end). You will also see v[:, None], from unit 08. squeeze(1) takes it out again. Name the dimension: squeeze() alone removes every dimension of size 1, which bites when there is only one row. v = torch.tensor([1, 2, 3, 4]) print(v.unsqueeze(0).shape, v.unsqueeze(1).shape, v.reshape(-1, 1).shape) print(torch.zeros(4, 2) + v.unsqueeze(1)) one_row = torch.zeros(1, 1) print(v.unsqueeze(1).squeeze(1).shape, one_row.squeeze(1).shape, one_row.squeeze().shape)"
},
{
"at": "07_broadcasting.html#exercise-3-times_table",
"unit": "7 · Broadcasting",
"title": "Exercise 3 · times_table",
"words": "Make the multiplication table from the classroom wall, of whole numbers: ten rows, ten columns, 1 × 1 = 1 top left and 10 × 10 = 100 bottom right. One line is enough. A column times a row is called the outer product: torch.outer. But you can ask any question of every pair. May someone of this age see a film with that age limit? The answers are a table of bools, a mask (unit 02). print(torch.outer(torch.arange(1, 4), torch.arange(1, 5))) ages = torch.tensor([12, 35, 18]) limits = torch.tensor([6, 12, 16, 18]) print(ages.unsqueeze(1) >= limits)"
},
{
"at": "07_broadcasting.html#exercise-4-scale_channels",
"unit": "7 · Broadcasting",
"title": "Exercise 4 · scale_channels",
"words": "A stack of images has the shape (images, channels, height, width); the channels are red, green and blue. Multiply each channel by its own factor. The factors are a vector (channels,). First write (channels,) under the four sizes: which does it meet? You may use unsqueeze more than once, and reshape takes as many 1s as you like. def scale_channels(images, factors): \"\"\"Multiply each channel by its own factor. images: a tensor of floats (images, channels, height, width). factors: a vector (channels,) of the same dtype. Returns: a tensor of the shape of images. scale_channels(torch.ones(1, 2, 1, 1), torch.tensor([3.0, 4.0])) -> tensor([[[[3.]], [[4.]]]]) \"\"\""
},
{
"at": "07_broadcasting.html#reductions-that-stay-in-line",
"unit": "7 · Broadcasting",
"title": "Reductions that stay in line",
"words": "keepdim=True (unit 02) keeps the reduced dimension, with size 1. And a 1 stretches, so the result still fits the tensor it came from. Here every column is divided by its largest number (amax gives the values of max without the positions): prices = torch.tensor([[2.0, 10.0], [4.0, 40.0], [1.0, 20.0]]) largest = prices.amax(dim=0, keepdim=True) print(largest.shape) print(prices / largest)"
},
{
"at": "07_broadcasting.html#exercise-5-centre_rows",
"unit": "7 · Broadcasting",
"title": "Exercise 5 · centre_rows",
"words": "A row holds the marks of one pupil. Subtract from every mark the mean of its own row. def centre_rows(x): \"\"\"Subtract from every element the mean of its row. x: a matrix of floats (rows, columns). Returns: a new matrix of that shape and dtype. centre_rows(torch.tensor([[1.0, 3.0], [10.0, 20.0]])) -> tensor([[-1., 1.], [-5., 5.]]) \"\"\""
},
{
"at": "07_broadcasting.html#3-what-it-does-in-silence",
"unit": "7 · Broadcasting",
"title": "3 · What it does in silence",
"words": "Broadcasting is at its worst when it works and you didn't ask for it."
},
{
"at": "07_broadcasting.html#exercise-6-vector_minus_column",
"unit": "7 · Broadcasting",
"title": "Exercise 6 · vector_minus_column",
"words": "Three numbers minus three numbers. What comes out? (torch.zeros(3) - torch.zeros(3, 1)).shape Write a tuple, or \"raises ...\" with the name of the error. Now in a loss. This network is right three times out of three, so its loss should be 0. Its predictions come as a column, the true values as a vector: prediction = torch.tensor([[1.0], [2.0], [3.0]]) target = torch.tensor([1.0, 2.0, 3.0]) print(((prediction - target) ** 2).mean()) show.broadcast(prediction, target, \"-\") Every prediction met every target. No error, and the number is wrong. Training on it pulls all predictions towards the average of all targets. (PyTorch's ready-made torch.nn.functional.mse_loss prints a warning about the two sizes; a line of your own says nothing.)"
},
{
"at": "07_broadcasting.html#exercise-7-column_loss-fix-it",
"unit": "7 · Broadcasting",
"title": "Exercise 7 · column_loss (fix it)",
"words": "Fix the loss here, or rewrite it below; the last definition counts. Each prediction should meet its own target, and backward() must still work. def column_loss(prediction, target): \"\"\"Return the mean of the squared differences between predictions and targets. prediction: a tensor of floats (n, 1), which may require grad. target: a vector (n,), n >= 1. Returns: a tensor of rank 0 through which the gradient flows. column_loss(torch.tensor([[1.0], [4.0]]), torch.tensor([1.0, 2.0])) -> tensor(2.) \"\"\" return ((prediction - target) ** 2).mean() A line that protects you: assert prediction.shape == target.shape. Python's assert raises an error if what follows isn't true. Put it right before the difference."
},
{
"at": "07_broadcasting.html#the-way-back",
"unit": "7 · Broadcasting",
"title": "The way back",
"words": "What about gradients? A number that was stretched was used several times, and the slopes of all its uses add up (unit 06). So the gradient of a stretched tensor is a sum over what was stretched. Here one bias is added to each of four rows: bias = torch.zeros(3, requires_grad=True) (torch.ones(4, 3) + bias).sum().backward() bias.grad (A good place to rest.)"
},
{
"at": "07_broadcasting.html#4-nothing-is-copied-and-nothing-grows",
"unit": "7 · Broadcasting",
"title": "4 · Nothing is copied, and nothing grows",
"words": "+= writes into the tensor that is there (unit 02)."
},
{
"at": "07_broadcasting.html#exercise-8-grow_in_place",
"unit": "7 · Broadcasting",
"title": "Exercise 8 · grow_in_place",
"words": "a = torch.zeros(3) a += torch.ones(2, 3) a.shape Write a tuple, or \"raises ...\" with the name of the error. The other way round, big += small, is fine: only the right side has to stretch. expand stretches the 1s to the shape you name, without calculating. One number, expanded to a million, still takes the four bytes of one float32. How? A tensor notes its stride for each dimension: how many numbers further in memory the next row or column starts. In a stretched dimension that is 0, so the same number is read again: million = torch.zeros(1).expand(1000, 1000) # untyped_storage: the memory behind it print(million.shape, million.untyped_storage().nbytes(), \"bytes\") print(\"strides:\", million.stride(), \" and of a real matrix:\", torch.zeros(1000, 1000).stride())"
},
{
"at": "07_broadcasting.html#exercise-9-written_through",
"unit": "7 · Broadcasting",
"title": "Exercise 9 · written_through",
"words": "So what is the sum in the end? row = torch.tensor([[1, 2, 3]]) two = row.expand(2, 3) row.add_(10) two.sum() Write a number, or \"raises ...\" with the name of the error. Now write to the expanded tensor itself. Many of its cells are one and the same number in memory. If they are to get different values, which value should it keep? PyTorch refuses, and names the cure in the last line: clone(), a real copy. two = torch.tensor([[1, 2, 3]]).expand(2, 3) two += torch.tensor([[0], [100]]) But it doesn't always notice. Write one value into one cell, and the whole column changes without a word: two = torch.tensor([[1, 2, 3]]).expand(2, 3) two[0, 0] = 100 two"
},
{
"at": "07_broadcasting.html#5-tables-of-pairs-and-what-they-cost",
"unit": "7 · Broadcasting",
"title": "5 · Tables of pairs, and what they cost",
"words": ""
},
{
"at": "07_broadcasting.html#exercise-10-one_hot_rows",
"unit": "7 · Broadcasting",
"title": "Exercise 10 · one_hot_rows",
"words": "Three pets: a bird and two cats. With cat 0, dog 1 and bird 2 they are 2, 0, 0. A network wants them one-hot: a row for each pet, a column for each class, a one in the column of its class, zeros elsewhere. Make this table of floats from pets. What question do you ask of every pair? Stretching costs nothing, but the result is a real tensor. Take three taxis and two passengers, points of two coordinates each: (taxis, 1, coordinates) and (passengers, coordinates) give (taxis, passengers, coordinates), here (3, 2, 2): the differences of all pairs. Square them, add up over the coordinates, and take the root, and you have all the distances at once: taxis = torch.tensor([[0.0, 0.0], [3.0, 0.0], [3.0, 4.0]]) passengers = torch.tensor([[3.0, 4.0], [0.0, 4.0]]) print(((taxis.unsqueeze(1) - passengers) ** 2).sum(dim=2).sqrt())"
},
{
"at": "07_broadcasting.html#exercise-11-bytes_between",
"unit": "7 · Broadcasting",
"title": "Exercise 11 · bytes_between",
"words": "500 points and 300 points, of 4 coordinates each. How many bytes do all the differences take? a = torch.zeros(500, 1, 4) b = torch.zeros(300, 4) difference = a - b difference.numel() * difference.element_size() Write a number, or a product."
},
{
"at": "07_broadcasting.html#6-a-puzzle",
"unit": "7 · Broadcasting",
"title": "6 · A puzzle",
"words": ""
},
{
"at": "07_broadcasting.html#exercise-12-prime_mask-a-puzzle",
"unit": "7 · Broadcasting",
"title": "Exercise 12 · prime_mask (a puzzle)",
"words": "A prime number has exactly two divisors: 1 and itself. So 7 is prime, 9 is not (1, 3, 9), and 1 isn't either (only 1). Which of the numbers 1, 2, ..., n are prime? Give a bool for each. Rule: no loop, at most eight operations. % broadcasts too. Draw the table you want: what goes down its left side, what goes along the top, and what do you ask of every pair? def prime_mask(n): \"\"\"Say for each of the numbers 1 to n whether it is prime. n: an int, 1 or more. Returns: a vector of bools (n,), the first for the number 1. prime_mask(6) -> tensor([False, True, True, False, True, False]) \"\"\""
},
{
"at": "07_broadcasting.html#the-card",
"unit": "7 · Broadcasting",
"title": "The card",
"words": "You want You write Watch out the result's shape align from the right; equal, or one is 1 only 1s stretch; torch.broadcast_shapes knows one number for each column a vector (columns,) it counts as (1, columns) one number for each row v.unsqueeze(1) or v.reshape(-1, 1) (rows,) would meet the columns a column as a vector column.squeeze(1) squeeze() removes every dimension of size 1 a row's own mean x.mean(dim=1, keepdim=True) without keepdim, a square matrix is silently wrong something for every pair a column and a row n times m results need memory a loss one shape on both sides (n, 1) with (n,) gives (n, n) to change a tensor in place big += small the left side never grows to stretch without copying expand its stride is 0: clone() before you write to it The deck says PyTorch does [[1, 2, 3, 4, 5]] * [[1, 2, 3, 4, 5], [4, 5, 6, 7, 8]] as lists: TypeError; as tensors: the product, of shape (2, 5) it tries to duplicate the first until it reaches the size of the second nothing is copied; and either may stretch, even both at once Next: 08 Slicing and dicing. You paint a corner black, and the whole picture has changed: why?"
},
{
"at": "08_slicing.html#8-slicing-and-dicing",
"unit": "8 · Slicing and dicing",
"title": "8 · Slicing and dicing",
"words": "Time: about an hour, with a place to rest halfway. You need: unit 02 (comparisons, &), 03 (views), 04 (dtype, device), 06 (gradients) and 07 (broadcasting). When you are done, you can take any row, column, block or single element out of a tensor, and say its shape beforehand; pick rows by a list, by a mask, and one element per row; tell a view, which shares its numbers with the tensor it came from, from a copy, which doesn't; change a part of a tensor on purpose, and never by accident. Stuck on an exercise? hint(\"its_name\") helps, up to three times, a little more each time. import numpy as np import torch from autograder import check, hint, progress, show"
},
{
"at": "08_slicing.html#a-question-first",
"unit": "8 · Slicing and dicing",
"title": "A question first",
"words": "A tensor holds a small grey picture, 9 the brightest. You take its top left corner and give it a name of its own. Then you paint the corner black. Does the picture change? picture = torch.tensor( [ [9, 8, 7, 6], [8, 7, 6, 5], [7, 6, 5, 4], ] ) show(picture, title=\"picture\") Make up your mind, then run the next cell. picture[0:2, 0:2] is the corner: the first two rows and the first two columns. corner = picture[0:2, 0:2] corner[:] = 0 picture The picture changed, though its name doesn't appear to the left of the = at all. By the end of this unit that will be no surprise, and you will know when it happens and when it doesn't."
},
{
"at": "08_slicing.html#one-place-a-number",
"unit": "8 · Slicing and dicing",
"title": "One place: a number",
"words": "An index is what goes between the brackets. A number picks one place along a dimension. Counting starts at 0, and negative numbers count from the end. Here is the deck's matrix: t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) print(t[0]) # the first row print(t[-1]) # the last row print(t[2]) # the last row again print(t[1, 2]) # row 1, column 2: one element, still a tensor (rank 0) Each number drops its dimension: t has rank 2, t[0] rank 1, t[1, 2] rank 0. A number that is too large is an error. Look at the last line: t[3]"
},
{
"at": "08_slicing.html#a-stretch-a-slice",
"unit": "8 · Slicing and dicing",
"title": "A stretch: a slice",
"words": "A slice start:stop takes the places from start on and ends before stop. Leave the start out to begin at the beginning; leave the stop out to go to the end. start:stop:step takes every step-th place. A slice that goes too far takes what there is, and says nothing. That is handy at a border, and a good place for bugs to hide. v = torch.arange(10, 18) print(v[2:5]) # places 2, 3, 4 print(v[:3]) # the first three print(v[-3:]) # the last three print(v[::2]) # every second one print(v[5:100]) # past the end: three are left print(v[100:200]) # none are left: an empty tensor Now the deck's line. It says that t[0:1] gives the first two lines. Does it? (np.s_[...] writes down what goes between brackets, so that show.slice can draw it. You need it only for pictures.) print(t[0:1]) show.slice(t, np.s_[0:1]) One row: the stop is not taken, so 0:1 holds only place 0. The first two rows are t[0:2], or t[:2]. With a comma you give an index for each dimension: rows first, then columns. A lone : takes everything. The deck says that t[:, 0:1] gives the first two columns. It gives one: print(t[:, 0:1]) # the deck's line print(t[:, 0:2]) # the first two columns"
},
{
"at": "08_slicing.html#exercise-1-bottom_left_block",
"unit": "8 · Slicing and dicing",
"title": "Exercise 1 · bottom_left_block",
"words": "From grid take the last two rows, and of these the first three columns, in one pair of brackets. grid = torch.arange(20).reshape(4, 5) grid"
},
{
"at": "08_slicing.html#drop-or-keep",
"unit": "8 · Slicing and dicing",
"title": "Drop or keep",
"words": "t[0] and t[0:1] hold the same three numbers, in different shapes. A number drops its dimension; a slice keeps it, even a slice of length one. In a tensor with more dimensions, go through the index from left to right, one entry per dimension. Whatever isn't named at the end stays whole: x[1] is x[1, :, :]. print(t[0].shape, t[0:1].shape) x = torch.arange(24).reshape(2, 3, 4) print(x[1].shape) # the 2 is dropped print(x[:, 0:2, 3].shape) # size 3 becomes 2, size 4 is dropped"
},
{
"at": "08_slicing.html#exercise-2-mixed_index_shape",
"unit": "8 · Slicing and dicing",
"title": "Exercise 2 · mixed_index_shape",
"words": "Predict, without running it, the shape of torch.zeros(3, 4, 5)[0:1, 1].shape Write a tuple, such as (2, 3)."
},
{
"at": "08_slicing.html#none-and",
"unit": "8 · Slicing and dicing",
"title": "None and ...",
"words": "None takes nothing. It makes a dimension of size 1, at its own position. You know such dimensions from broadcasting. ... stands for as many : as are missing: x[..., 0] is x[:, :, 0] for rank 3, and x[:, 0] for rank 2. print(v[None].shape) # a matrix with one row print(v[:, None].shape) # a matrix with one column print(x[..., 0]) print(t[..., 0])"
},
{
"at": "08_slicing.html#exercise-3-column_kept",
"unit": "8 · Slicing and dicing",
"title": "Exercise 3 · column_kept",
"words": "Write a function that takes one column of a matrix and keeps it a matrix, with one column. It must not copy: the answer is a view (unit 03), a second way of reading the same numbers. Numbers, slices, : and None never copy. Remember that -1 is a column too. def column_kept(t, j): \"\"\"Column j as a matrix. t: a matrix of shape (n, m), any dtype. j: an int from -m to m - 1. Returns: a view of t, of shape (n, 1). column_kept(torch.tensor([[1, 2], [3, 4]]), 1) -> tensor([[2], [4]]) \"\"\""
},
{
"at": "08_slicing.html#view-or-copy",
"unit": "8 · Slicing and dicing",
"title": "View or copy",
"words": "Back to the question at the top. A tensor has two parts: the numbers, in a stretch of memory, and a note on how to read them: start here, so many rows, so many columns, and these strides (unit 07). picture[0:2, 0:2] makes a new note and no new numbers. It is a view: a window onto the same memory. That is why slicing a huge tensor takes no time, and why writing through the window changes what lies behind it. A copy has numbers of its own. .clone() makes one. (With a Python list, b = a[:] copies. With a tensor a[:] is a slice, and so a view.) middle_row = t[1] # a view middle_row += 100 # in place: written into the memory that t uses too print(t) safe = t[1].clone() # a copy safe += 1000 print(safe) print(t) # t is as it was Which index gives what? Numbers, slices, ... and None give views. A list of places in the brackets gives a copy: its places may lie anywhere, and no simple note could describe them. show.slice(t, [0, 2])"
},
{
"at": "08_slicing.html#exercise-4-who_changed",
"unit": "8 · Slicing and dicing",
"title": "Exercise 4 · who_changed",
"words": "Predict the last line. Write a number. t = torch.zeros(2, 3) row = t[0] row += 1 picked = t[[1]] picked += 5 t.sum()"
},
{
"at": "08_slicing.html#writing-on-purpose",
"unit": "8 · Slicing and dicing",
"title": "Writing on purpose",
"words": "Brackets to the left of = write into the tensor. The right side is broadcast to the part on the left. The deck says that its line, t[:, 0:1] = 4, makes the first two columns equal to 4: t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) t[:, 0:1] = 4 # the deck's line: one column print(t) t[:, 0:2] = 4 # the first two columns print(t) Watch the difference between part[:] = 0 and part = 0. The first writes into the tensor. The second only gives the name part to the number 0, and the tensor never hears of it. part = t[1:] part[:] = torch.tensor([10.0, 20.0, 30.0]) # written into both rows part = 0 # nothing is written t"
},
{
"at": "08_slicing.html#exercise-5-cut_out",
"unit": "8 · Slicing and dicing",
"title": "Exercise 5 · cut_out",
"words": "Paint a black square (zeros) into a picture: size rows high and size columns wide, its top left corner at row, col. Change the picture itself, and return it. A square that reaches past the border is cut off there. And the picture may have channels (red, green, blue), so that its shape is (3, height, width); paint them all. def cut_out(image, row, col, size): \"\"\"Set a square to 0, in place. image: a tensor of shape (..., height, width), any dtype; it is changed. row, col: where the square starts; ints from 0 to height - 1 and width - 1. size: its side, an int of at least 1; it may reach past the border. Returns: image itself. cut_out(torch.tensor([[1, 2, 3], [4, 5, 6]]), 0, 1, 2) -> tensor([[1, 0, 0], [4, 0, 0]]) \"\"\" (Halfway: a good place to rest.)"
},
{
"at": "08_slicing.html#exercise-6-zeroed_row-fix-it",
"unit": "8 · Slicing and dicing",
"title": "Exercise 6 · zeroed_row (fix it)",
"words": "This function should return a copy of t with row i set to 0. Its result looks right, and yet its callers complain that their own tensors change. Fix it here, or rewrite it below; the last definition counts. def zeroed_row(t, i): \"\"\"Return a copy of t with row i set to 0. t: a tensor of rank 2 or more, of shape (n, ...), any dtype. i: an int from -n to n - 1. Returns: a new tensor of that shape and dtype; t stays as it is. zeroed_row(torch.tensor([[1, 2], [3, 4]]), 0) -> tensor([[0, 0], [3, 4]]) \"\"\" out = t out[i] = 0 return out"
},
{
"at": "08_slicing.html#picking-by-a-list",
"unit": "8 · Slicing and dicing",
"title": "Picking by a list",
"words": "A list, or an integer tensor, picks the places it names: in its order, and as often as it names them. Two lists are read in pairs. t[[0, 2], [1, 1]] is the element at row 0, column 1 and the one at row 2, column 1; it is not a block. Two index tensors pair up in the same way. Reading with a list copies. Writing with one, t[[0, 2]] = 0, does go into t, as does every assignment to brackets. t = torch.Tensor([[1, 2, 3], [4, 5, 6], [7, 8, 9]]) print(t[[2, 0, 0]]) print(t[:, [2, 0]]) show.slice(t, ([0, 2], [1, 1]))"
},
{
"at": "08_slicing.html#exercise-7-crossings",
"unit": "8 · Slicing and dicing",
"title": "Exercise 7 · crossings",
"words": "In field, rows 1 and 3 cross columns 0 and 5 in four places. Take these four elements as a 2 × 2 matrix. If you meet index 5 is out of bounds for dimension 0: dimension 0 runs down, so you have asked for row 5. field = torch.arange(24).reshape(4, 6) field"
},
{
"at": "08_slicing.html#picking-by-a-mask",
"unit": "8 · Slicing and dicing",
"title": "Picking by a mask",
"words": "A mask is a tensor of True and False. A comparison makes one. In the brackets it keeps the elements where it says True, as a vector, in reading order. That is a copy too. mask = t > 5 print(mask) show.slice(t, mask) A mask to the left of = writes only to these places. (And nonzero tells you where they are: a row of indices for each True.) print(mask.nonzero()) t[mask] = 0 t"
},
{
"at": "08_slicing.html#the-same-place-twice",
"unit": "8 · Slicing and dicing",
"title": "The same place twice",
"words": "In t[[2, 0, 0]] row 0 came twice. That was reading. What if you write to a place twice?"
},
{
"at": "08_slicing.html#exercise-8-adds_once",
"unit": "8 · Slicing and dicing",
"title": "Exercise 8 · adds_once",
"words": "Predict what x holds at the end. Write a list of three numbers. x = torch.zeros(3) x[[1, 1, 2]] += 1 x += with brackets takes three steps: read all the places, add, write all the places. A place that is named twice is read twice before anything is written. index_add_(dim, places, amounts) adds each amount in turn, in place. Places and amounts are tensors, one amount for each place. The amounts need the dtype and the device of the tensor they are added to; here all are floats: purse = torch.zeros(3) purse.index_add_(0, torch.tensor([2, 0, 2]), torch.tensor([5.0, 1.0, 0.5])) purse"
},
{
"at": "08_slicing.html#exercise-9-tally-fix-it",
"unit": "8 · Slicing and dicing",
"title": "Exercise 9 · tally (fix it)",
"words": "votes holds numbers of candidates, 0 to n − 1. tally should count the votes for each, but it never counts further than 1. Fix it here without a loop, or rewrite it below; the last definition counts. There may be no votes at all. def tally(votes, n): \"\"\"Count the votes for each of n candidates. votes: int64 of shape (v,), v may be 0; each vote from 0 to n - 1. n: an int of at least 1. Returns: int64 of shape (n,), on the device of votes. tally(torch.tensor([0, 2, 2]), 4) -> tensor([1, 0, 2, 0]) \"\"\" counts = torch.zeros(n, dtype=torch.int64, device=votes.device) counts[votes] += 1 return counts When you don't know the candidates beforehand, unique finds the different values, sorted, and how often each occurs: torch.tensor([7, 3, 7, 7]).unique(return_counts=True)"
},
{
"at": "08_slicing.html#one-from-each-row",
"unit": "8 · Slicing and dicing",
"title": "One from each row",
"words": "A network gives every photograph three scores: cat, dog, bird. Here are two photographs. The first shows a bird (2), the second a cat (0). Which scores did the right answers get? gather(dim, index) picks along one dimension. The index has as many dimensions as the tensor, and the result has the shape of the index. With dim 1, each row of the index says which columns to take from the same row of the tensor: scores = torch.tensor([[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]]) right = torch.tensor([2, 0]) places = torch.tensor([[2, 1], [0, 0]]) scores.gather(1, places) # from row 0 columns 2 and 1, from row 1 column 0 twice"
},
{
"at": "08_slicing.html#exercise-10-pick_per_row",
"unit": "8 · Slicing and dicing",
"title": "Exercise 10 · pick_per_row",
"words": "From each row pick one element, in the column that columns gives for that row. With gather, or with two index tensors in pairs: both are good ways. The answer is a vector, and gradients must find their way back through it to table. For the photographs, pick_per_row(scores, right) should give 0.7 and 0.8. def pick_per_row(table, columns): \"\"\"table[i, columns[i]] for every row i. table: a matrix of shape (n, m), any dtype. columns: int64 of shape (n,), each from 0 to m - 1. Returns: a vector of shape (n,), even when n is 1 or 0. pick_per_row(torch.tensor([[1, 2, 3], [4, 5, 6]]), torch.tensor([2, 0])) -> tensor([3, 4]) \"\"\" scatter(dim, index, value) is the way back: it writes at the places that gather would read, into a new tensor. torch.zeros(2, 3).scatter(1, places, 1.0)"
},
{
"at": "08_slicing.html#exercise-11-top_k_mask",
"unit": "8 · Slicing and dicing",
"title": "Exercise 11 · top_k_mask",
"words": "Which are the k largest numbers of each row? Answer with a mask: True for those, False for the rest. (topk of unit 02 takes a dim, and knows the places.) def top_k_mask(x, k): \"\"\"True where a number is among the k largest of its row. x: a matrix of shape (n, m), floats or integers, no two alike in a row. k: an int, 1 <= k <= m. Returns: a bool tensor of shape (n, m), on the device of x. top_k_mask(torch.tensor([[5, 1, 9], [2, 8, 4]]), 2) -> tensor([[True, False, True], [False, True, True]]) \"\"\""
},
{
"at": "08_slicing.html#backwards",
"unit": "8 · Slicing and dicing",
"title": "Backwards",
"words": "[1, 2, 3][::-1] reverses a Python list. Try it with a tensor, and read the last line of the error: v[::-1] In PyTorch a step must be positive. flip reverses tensors, by copying; you name the dimension. print(v.flip(0)) print(grid.flip(0)) # dimension 0 runs down: top and bottom swap places print(grid.flip(1)) # dimension 1 runs across: left and right swap places"
},
{
"at": "08_slicing.html#exercise-12-quarter_turn-a-puzzle",
"unit": "8 · Slicing and dicing",
"title": "Exercise 12 · quarter_turn (a puzzle)",
"words": "Turn a picture by a quarter turn, clockwise, as you would turn a photograph. The rule: at most two PyTorch operations, no loop, and not the ready-made rot90. The transpose, .T, is one operation. before: 1 2 3 after: 4 1 4 5 6 5 2 6 3 def quarter_turn(t): \"\"\"Turn a matrix clockwise by a quarter turn. t: a matrix of shape (n, m), any dtype. Returns: a tensor of shape (m, n). quarter_turn(torch.tensor([[1, 2, 3], [4, 5, 6]])) -> tensor([[4, 1], [5, 2], [6, 3]]) \"\"\""
},
{
"at": "08_slicing.html#the-card",
"unit": "8 · Slicing and dicing",
"title": "The card",
"words": "in the brackets what it does gives a number, t[0], t[-1] picks one place, drops the dimension; too large raises a view a slice, t[0:2], t[::2] from start to before stop, keeps the dimension; too far is cut off silently a view ... as many : as are missing a view None makes a dimension of size 1 a view a list or integer tensor, t[[2, 0, 0]] picks these places, in this order a copy two lists, t[[0, 2], [1, 1]] picks in pairs a copy a mask, t[t > 5] keeps where it is True, as a vector a copy Writing through a view changes the original. .clone() makes a copy; t[:] does not. t[...] = something writes into t, whatever is in the brackets. name = something writes nowhere. x[[1, 1]] += 1 adds once; index_add_ adds every time. unique counts what is there. One from each row: table.gather(1, columns[:, None]).squeeze(1). A step can't be negative: t.flip(dim). The deck says PyTorch does t[0] is the first line right: a vector, shape (3,) t[-1] = t[2], the last line right, for three rows t[0:1] is the first 2 lines the first line only, shape (1, 3); two lines are t[0:2] t[:, 0:1] is the first 2 columns the first column only, shape (3, 1); two are t[:, 0:2] t[:, 0:1] = 4 makes the first 2 columns equal to 4 it changes one column; t[:, 0:2] = 4 changes two Next: 09 Joining tensors. In how many ways can you make one tensor of two?"
},
{
"at": "09_concatenation.html#9-joining-tensors",
"unit": "9 · Joining tensors",
"title": "9 · Joining tensors",
"words": "Time: about 55 minutes, with a place to rest halfway. You need: units 03, 04 and 08, and unsqueeze from unit 07. When you are done, you can make a tensor longer with cat, and say beforehand whether the shapes fit; make a new dimension with stack, where you want it; cut a tensor apart again with split, chunk and unbind; join many pieces at once, even pieces of different lengths. Stuck on an exercise? hint(\"its_name\") helps, up to three times. import torch from autograder import check, hint, progress, show"
},
{
"at": "09_concatenation.html#a-question-first",
"unit": "9 · Joining tensors",
"title": "A question first",
"words": "Here are two tables of shape (2, 3), side by side; the picture calls them A and B. In how many ways can you make one tensor of them, A first? Write down your guess; the answer comes in section 2. a = torch.tensor([[1, 2, 3], [4, 5, 6]]) b = torch.tensor([[7, 8, 9], [10, 11, 12]]) show.cat([a, b], dim=1) The deck has a slide with the title Tensor concatenation and nothing below it. This unit fills it."
},
{
"at": "09_concatenation.html#1-cat-longer",
"unit": "9 · Joining tensors",
"title": "1 · cat: longer",
"words": "torch.cat, short for concatenate, takes a list of tensors (a tuple will do) and the dimension dim along which they are set one after the other. The size of that dimension grows. Leave dim out, and it is dimension 0. The number of dimensions stays the same. With dim=1 the columns go on: 3 columns and 3 more. Whatever is first in the list comes first, here b: torch.cat([b, a], dim=1) cat takes one sequence, not several tensors. Forget the brackets, and it says what it wanted (a tuple; a list will do as well): torch.cat(a, b)"
},
{
"at": "09_concatenation.html#exercise-1-on_top",
"unit": "9 · Joining tensors",
"title": "Exercise 1 · on_top",
"words": "Put upper on top of lower. One may have more rows than the other. def on_top(upper, lower): \"\"\"The rows of upper, then the rows of lower. upper, lower: tensors with two dimensions or more and of equal sizes, except in dimension 0. Returns: a tensor with upper.shape[0] + lower.shape[0] rows. on_top(torch.tensor([[1, 2]]), torch.tensor([[3, 4], [5, 6]])) -> tensor([[1, 2], [3, 4], [5, 6]]) \"\"\" All sizes must agree, except the one in the joined dimension, and so must the number of dimensions. (There is one old exception: an empty vector, of shape (0,), may join anything, and is ignored.)"
},
{
"at": "09_concatenation.html#exercise-2-no_stretching",
"unit": "9 · Joining tensors",
"title": "Exercise 2 · no_stretching",
"words": "Two rows and one row, side by side. What comes out? torch.cat([torch.zeros(2, 3), torch.zeros(1, 3)], dim=1).shape Write a tuple, or \"raises ...\" with the name of the error. There is no broadcasting here: cat neither repeats anything nor adds a missing dimension."
},
{
"at": "09_concatenation.html#exercise-3-append_row-fix-it",
"unit": "9 · Joining tensors",
"title": "Exercise 3 · append_row (fix it)",
"words": "This function should add one row, a vector, at the bottom of a matrix. Call it with a and torch.tensor([7, 8, 9]) and read the error. Then fix it here, or rewrite it below; the last definition counts. How does a tensor get one more dimension? def append_row(matrix, row): \"\"\"The matrix with one more row at the bottom. matrix: shape (rows, columns), rows may be 0. row: shape (columns,). Returns: shape (rows + 1, columns). append_row(torch.tensor([[1, 2], [3, 4]]), torch.tensor([5, 6])) -> tensor([[1, 2], [3, 4], [5, 6]]) \"\"\" return torch.cat([matrix, row])"
},
{
"at": "09_concatenation.html#2-stack-one-more-dimension",
"unit": "9 · Joining tensors",
"title": "2 · stack: one more dimension",
"words": "torch.stack lays tensors on a pile: it makes a new dimension and numbers the sheets along it. All the sheets need the same shape. dim says where the new dimension goes in the shape of the result; its size is the number of tensors. With dim=0 our two tables make a pile of shape (2, 2, 3): pile[0] is a, and pile[1] is b. pile = torch.stack([a, b], dim=0) print(\"stack, dim 0:\", pile.shape) print(\" cat, dim 0:\", torch.cat([a, b], dim=0).shape) print(\"pile[1] is b:\", torch.equal(pile[1], b)) show.stack([a, b], dim=0)"
},
{
"at": "09_concatenation.html#exercise-4-cat_or_stack",
"unit": "9 · Joining tensors",
"title": "Exercise 4 · cat_or_stack",
"words": "Three tensors of shape (2, 5). Predict both shapes, as a list of two lists, such as [[2, 5], [2, 5]]. parts = [torch.zeros(2, 5), torch.zeros(2, 5), torch.zeros(2, 5)] [list(torch.cat(parts, dim=1).shape), list(torch.stack(parts, dim=1).shape)] With dim=1 the new dimension goes in the middle, and row meets row: the first row of a lies on the first row of b. show.stack([a, b], dim=1) With dim=2 it comes last, and number meets number: 1 with 7, 2 with 8. show.stack([a, b], dim=2) So the first question has five answers. cat gives (4, 3) or (2, 6); stack gives (2, 2, 3) on dimension 0 and on dimension 1, and (2, 3, 2) on dimension 2. No two are alike: where the shapes agree, the numbers are in different places."
},
{
"at": "09_concatenation.html#exercise-5-powers_table",
"unit": "9 · Joining tensors",
"title": "Exercise 5 · powers_table",
"words": "Make this table of integers from torch.arange: each row holds n, n² and n³. n n² n³ 1 1 1 2 4 8 3 9 27 4 16 64"
},
{
"at": "09_concatenation.html#exercise-6-cat_of_scalars",
"unit": "9 · Joining tensors",
"title": "Exercise 6 · cat_of_scalars",
"words": "What does this produce? Write the values as a list, or \"raises ...\" with the name of the error. torch.cat([torch.tensor(1), torch.tensor(2)]) A scalar has no dimension that could grow; stack makes one. (Halfway: a good place to rest.)"
},
{
"at": "09_concatenation.html#3-what-the-result-is-made-of",
"unit": "9 · Joining tensors",
"title": "3 · What the result is made of",
"words": ""
},
{
"at": "09_concatenation.html#exercise-7-joined_dtype",
"unit": "9 · Joining tensors",
"title": "Exercise 7 · joined_dtype",
"words": "Three vectors, three dtypes. What is the result's dtype? Write it as torch.int8, or \"raises ...\" with the name of the error. torch.cat([torch.tensor([True]), torch.tensor([2]), torch.tensor([0.5])]).dtype Dtypes are promoted, by the rule of unit 04. Devices are not: joining tensors from two devices is an error. So make a piece that is like the others: t.new_zeros(shape) takes dtype and device from t, and the shape from you. t = torch.tensor([[0.5, 1.5]], dtype=torch.float64) t.new_zeros(2, 3)"
},
{
"at": "09_concatenation.html#4-taking-apart-again",
"unit": "9 · Joining tensors",
"title": "4 · Taking apart again",
"words": "split undoes cat. Tell it how long a piece should be, or give it a list of lengths, which must add up. You get a tuple of tensors; the last piece may be shorter. Like cat, it has a dim. chunk(n) is told how many pieces you would like. It divides the length by n, rounds up, and cuts pieces of that length until nothing is left. And unbind undoes stack: it takes the sheets off the pile. t = torch.arange(10) print(t.split(4)) print(t.split([1, 2, 7])) print(torch.equal(torch.cat(t.split(4)), t)) print(t.chunk(3)) print(a.split(1, dim=1)) # the columns of a, each of shape (2, 1) print(a.unbind(dim=1)) # the columns of a, as vectors"
},
{
"at": "09_concatenation.html#exercise-8-chunk_sizes",
"unit": "9 · Joining tensors",
"title": "Exercise 8 · chunk_sizes",
"words": "Predict the length of each piece, in a list. (The outer brackets make the list: a len(c) for every piece c.) [len(c) for c in torch.arange(9).chunk(4)] torch.tensor_split(t, 4) always gives exactly as many as you say, and shares out the rest."
},
{
"at": "09_concatenation.html#exercise-9-view_and_copy",
"unit": "9 · Joining tensors",
"title": "Exercise 9 · view_and_copy",
"words": "One of the two below is a view of t, as slices are (unit 08), the other a copy. Write the list that the last line gives. t = torch.arange(4) first, second = t.chunk(2) joined = torch.cat([first, second]) first[0] = 10 joined[3] = 20 t.tolist() split and chunk cut views: they cost nothing, and writing into them writes into the whole. cat and stack always copy: the parts lie in different places in memory, and the result must lie in one."
},
{
"at": "09_concatenation.html#5-many-pieces",
"unit": "9 · Joining tensors",
"title": "5 · Many pieces",
"words": "Results come piece by piece, and it is tempting to join each one to what is already there. But every cat copies everything that was joined before. Count the copied numbers, for 200 pieces of 10: pieces = [torch.ones(10) for _ in range(200)] joined, copied = pieces[0], 0 for piece in pieces[1:]: joined = torch.cat([joined, piece]) copied += len(joined) # `:,` puts the commas in print(f\"{len(joined):,} numbers joined, {copied:,} copied on the way\") Two hundred thousand numbers copied, to join two thousand. Twice as many pieces would be four times the work: the cost is quadratic. Collect the pieces in a Python list instead, and join them when you have them all, with a single cat: print(torch.equal(torch.cat(pieces), joined))"
},
{
"at": "09_concatenation.html#exercise-10-padded_batch",
"unit": "9 · Joining tensors",
"title": "Exercise 10 · padded_batch",
"words": "Sentences have different lengths, and a network wants one matrix. So the short ones are padded: filled up with zeros at the end, until all are as long as the longest. A loop over the sentences is welcome. sentences: [5, 2] -> 5 2 0 [8, 1, 4] 8 1 4 def padded_batch(sentences): \"\"\"The sentences as the rows of one matrix, zeros after the shorter ones. sentences: a list of one or more vectors of the same dtype on the same device; some may be empty. Returns: shape (number of sentences, length of the longest), of that dtype, on that device. padded_batch([torch.tensor([5, 2]), torch.tensor([8, 1, 4])]) -> tensor([[5, 2, 0], [8, 1, 4]]) \"\"\" PyTorch has this ready-made; you find its name on the card at the end."
},
{
"at": "09_concatenation.html#exercise-11-unpad",
"unit": "9 · Joining tensors",
"title": "Exercise 11 · unpad",
"words": "And back: lengths says how many words each sentence really has; what follows in its row is padding. Return the real words of all the sentences, one after the other. Look at the lengths, not at the numbers: 0 may be a word like any other, and some programs pad with something else. Rule: no loop. (A mask picks in reading order; unit 07 makes one for all rows at once.) def unpad(batch, lengths): \"\"\"The real words of a padded batch, sentence after sentence. batch: a matrix (sentences, places) of any number dtype. lengths: int64 of shape (sentences,), each from 0 to the number of places; on the same device. Returns: a vector of lengths.sum() elements, of the dtype of batch. unpad(torch.tensor([[5, 2, 0], [8, 0, 4]]), torch.tensor([2, 3])) -> tensor([5, 2, 8, 0, 4]) \"\"\""
},
{
"at": "09_concatenation.html#6-a-puzzle",
"unit": "9 · Joining tensors",
"title": "6 · A puzzle",
"words": "One more tool: t.flatten(i, j) merges the dimensions i to j into one, in reading order. With flatten(1, 2), the shape (2, 3, 4) becomes (2, 12)."
},
{
"at": "09_concatenation.html#exercise-12-riffle-a-puzzle",
"unit": "9 · Joining tensors",
"title": "Exercise 12 · riffle (a puzzle)",
"words": "Two packs of cards are shuffled into each other: the first of a, the first of b, the second of a, and so on. If they are matrices, their rows are the cards and stay whole. Rules: no loop, at most two PyTorch operations. def riffle(a, b): \"\"\"The rows of a and b in turn, starting with a. a, b: tensors of the same shape (n, ...), with one dimension or more. Returns: shape (2 n, ...). riffle(torch.tensor([1, 2, 3]), torch.tensor([10, 20, 30])) -> tensor([1, 10, 2, 20, 3, 30]) \"\"\""
},
{
"at": "09_concatenation.html#the-card",
"unit": "9 · Joining tensors",
"title": "The card",
"words": "You want You write Watch out longer in a dimension torch.cat([a, b], dim=1) one list; all other sizes agree; the rank stays a new dimension torch.stack([a, b], dim=0) all shapes equal; the rank grows by one a vector under a matrix torch.cat([m, v.unsqueeze(0)]) the ranks must agree scalars to a vector torch.stack(losses) cat refuses rank 0 two dimensions merged into one t.flatten(0, 1) in reading order a piece that fits x.new_zeros(2, 1) dtype and device of x pieces of a given length t.split(4), t.split([1, 9]) the last may be shorter a given number of pieces t.chunk(4) may be fewer; tensor_split is exact the sheets of a pile t.unbind(0) each has one dimension less many pieces joined collect in a list, one cat cat in a loop is quadratic different lengths pad with zeros, then stack ready-made: torch.nn.utils.rnn.pad_sequence(sentences, batch_first=True) cat and stack copy; split, chunk and unbind give views. Dtypes are promoted, devices are not. The deck says PyTorch does \"Tensor concatenation\", and no more torch.cat([a, b], dim) joins along a dimension that is there: two (2, 3) become (4, 3) or (2, 6) torch.stack([a, b], dim) makes a new one: two (2, 3) become (2, 2, 3), or (2, 3, 2) with dim=2 Next: 10 Capstone. A photograph, a landscape, money and a network, with everything you have learned."
},
{
"at": "10_capstone.html#10-capstone-a-photograph-a-landscape-money-and-a-network",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "10 · Capstone: a photograph, a landscape, money, and a network",
"words": "Time: about an hour, with a place to rest halfway, and ten minutes more for the puzzle, which can wait. You need: all the units before this one. When you are done, you have cut, blended, tiled and shrunk a real photograph; measured how steep a real landscape is; brought real share prices to one scale, and found how fast they grow; trained a neural network, with nothing but tensors and autograd. Little in this unit is new. The hints are there when you need them. import numpy as np import torch from matplotlib.cbook import get_sample_data from matplotlib.image import imread from autograder import check, hint, progress, show"
},
{
"at": "10_capstone.html#a-question-first",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "A question first",
"words": "What do a portrait, a mountain range, thirty years of the stock exchange and a neural network have in common? photo = torch.tensor(imread(get_sample_data(\"grace_hopper.jpg\"))) show.photo(photo[::2, ::2], \"Grace Hopper in uniform, an American flag behind her.\") You know the answer: each of them is a few tensors. The photo shows Grace Hopper, who wrote one of the first compilers. It comes with matplotlib, as do all the data in this unit, and get_sample_data finds it. show.photo draws a tensor; the text describes it for people who can't see it."
},
{
"at": "10_capstone.html#1-a-photograph",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "1 · A photograph",
"words": "A photo has three dimensions: rows, counted from the top, columns, and colours: how much red, green and blue. Each number is one byte, from 0 (none) to 255 (all). print(photo.shape, photo.dtype) print(photo[300, 230]) # one pixel: red, green, blue show(photo[148:153, 200:206, 0], title=\"the red of a few pixels\")"
},
{
"at": "10_capstone.html#exercise-1-portrait",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 1 · portrait",
"words": "Cut out the face: 256 rows, starting with row 100, and 256 columns, starting with column 128. Networks want the colours as the first dimension, and floats from 0 to 1. So the result has the shape (3, 256, 256) and the dtype float32. Stuck? hint(\"portrait\"), up to three times. show.photo(portrait, \"The face, from the rim of the cap to the chin.\")"
},
{
"at": "10_capstone.html#fading",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Fading",
"words": "Between 0 and 1 you can calculate with pictures. 0.7 * a + 0.3 * b shows two photos at once, the second one faintly. With a mask, here a number for each pixel, the mixture changes from place to place: 0 means photo a, 1 means photo b, 0.5 half of each. From here on a smaller photo will do, every sixth row and column. The mask fade grows from 0 at the left to 1 at the right. small = photo[::6, ::6] / 255 fade = torch.linspace(0, 1, 86).expand(100, 86) print(small.shape, fade.shape)"
},
{
"at": "10_capstone.html#exercise-2-blend_photos",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 2 · blend_photos",
"words": "This function has two bugs. One stops it, or makes it silently wrong; the other you only notice when you look at a afterwards. Fix it here, or rewrite it below; the last definition counts. def blend_photos(a, b, mask): \"\"\"Fade from photo a, where the mask is 0, to photo b, where it is 1. a, b: tensors of floats (height, width, colours), of the same shape. mask: floats (height, width), from 0 to 1. Returns: a new tensor of the shape of a. blend_photos(torch.zeros(1, 2, 1), torch.ones(1, 2, 1), torch.tensor([[0.5, 1.0]])) -> tensor([[[0.5000], [1.0000]]]) \"\"\" a *= 1 - mask a += b * mask return a # She fades into her own mirror image. (A clone, in case the function still writes into `a`.) show.photo( lambda: blend_photos(small.clone(), small.flip(1), fade), \"Two faces in one, and a flag on either side.\", )"
},
{
"at": "10_capstone.html#exercise-3-pop_art",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 3 · pop_art",
"words": "Make four copies of small, two above and two below, like the silkscreen prints of the sixties. Row k of tints says how much of red, green and blue to keep in copy k: left right above copy 0 copy 1, mirrored below copy 2 copy 3, mirrored Mirrored means that left and right swap places. The result has the shape (200, 172, 3). tints = torch.tensor([[1.0, 0.5, 0.5], [0.5, 1.0, 0.5], [0.5, 0.5, 1.0], [1.0, 1.0, 0.25]]) show.photo( pop_art, \"Four tinted portraits: red, green, blue and yellow; those on the right look left.\" )"
},
{
"at": "10_capstone.html#exercise-4-thumbnail-a-puzzle",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 4 · thumbnail (a puzzle)",
"words": "This one is the hardest of the unit, and nothing after it needs it: come back to it later if you like. small took one pixel out of 36 and threw the others away. It is better to take the mean of each block. Here is one colour of a photo of 4 × 4 pixels, and the same photo with k = 2: 1 3 0 0 5 7 0 4 4 1 2 2 9 9 2 9 2 2 9 9 Rule: no loop, at most three operations, and no ready-made pooling or interpolate. Reading image.shape costs nothing, and one mean may take several dimensions at once: t.mean(dim=(0, 2)). Six rows with k = 2 are three pairs of rows. So reshape (unit 03) can split one dimension of size 6 into two, (3, 2), and no number moves. def thumbnail(image, k): \"\"\"Replace every block of k by k pixels by its mean. image: floats (height, width, colours); height and width are multiples of k. k: an int, 1 or more. Returns: floats (height / k, width / k, colours), of the same dtype. thumbnail(torch.tensor([[[1.0], [3.0]], [[5.0], [7.0]]]), 2) -> tensor([[[4.]]]) \"\"\" show.photo(lambda: thumbnail(photo / 255, 8), \"The whole photo, small and soft: 75 by 64 pixels.\")"
},
{
"at": "10_capstone.html#2-a-landscape",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "2 · A landscape",
"words": "This is Vancouver Island and the coast of Canada. There is one number for each place: its height in metres, below 0 where there is sea. Dark is deep, bright is high. with get_sample_data(\"topobathy.npz\") as data: heights = torch.tensor(data[\"topo\"]) print(heights.shape, heights.dtype) print(\"deepest\", heights.min().item(), \"highest\", heights.max().item()) # Row 0 lies in the south: `flip(0)` puts it at the bottom. show.photo( heights.flip(0), \"A map: an island in the middle, mountains in the north east, deep sea in the south west.\", between=(-600, 1600), ) How steep is a hillside? Take the two neighbours of a point, the one before and the one after. The difference of their heights, divided by the distance between these two, is the slope. On a map there are two slopes at each point, one along each dimension, and Pythagoras puts them together: steepness = the root of (slope down the rows)² + (slope along the columns)² Only the inner points have all four neighbours."
},
{
"at": "10_capstone.html#exercise-5-steepness",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 5 · steepness",
"words": "Work it out for all the inner points at once. def steepness(z, dy, dx): \"\"\"How steep a landscape is, at each inner point. z: floats (n, m), heights in metres; n and m are at least 2. dy: the distance from one row to the next, in metres; dx: from one column to the next. Returns: floats (n - 2, m - 2), metres of height per metre, of z's dtype. steepness(torch.tensor([[0.0, 4.0, 0.0], [1.0, 9.0, 7.0], [0.0, 20.0, 0.0]]), 2.0, 0.75) -> tensor([[5.6569]]), from the slopes (20 - 4) / 4 = 4 and (7 - 1) / 1.5 = 4 \"\"\" Neighbours on this map lie about 2.4 kilometres apart, both ways (between 2,380 and 2,480 metres, a little less in the north than in the south). Bright is steep: show.photo( lambda: steepness(heights, 2_400, 2_400).flip(0), \"The steep places: the walls of the valleys in the north east, and the edge of the deep sea.\", ) (Halfway: a good place to rest.)"
},
{
"at": "10_capstone.html#3-share-prices",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "3 · Share prices",
"words": "Here are three shares, and the index S&P 500, which sums up the 500 largest companies of the United States: one row per month, one column per price. Every column has gaps: some rows are days in between, without prices, and Amazon wasn't sold before 1997. NumPy writes NaN there, not a number. Almost everything you calculate with a NaN becomes NaN. And NaN equals nothing, not even itself, so == doesn't find it. isnan() does: full keeps the rows in which no price is missing. names = [\"IBM\", \"Apple\", \"Amazon\", \"S&P 500\"] with get_sample_data(\"Stocks.csv\") as file: table = np.genfromtxt(file, delimiter=\",\", skip_header=2, usecols=(1, 2, 5, 9)) prices = torch.tensor(table, dtype=torch.float32) full = prices[~prices.isnan().any(dim=1)] print(prices.mean(dim=0)) print(full.mean(dim=0)) print(prices.shape, full.shape) On average an Apple share costs 24 dollars, and the index stands at 1,767. To compare their ups and downs, or to give them to a network, bring every column to the same scale: mean 0, standard deviation 1. This is called standardising."
},
{
"at": "10_capstone.html#exercise-6-standardise",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 6 · standardise",
"words": "Do that for any table. Broadcasting takes care of the rows. def standardise(table): \"\"\"Bring each column to mean 0 and standard deviation 1 (divided by n: correction=0). table: floats (n, columns); in no column are all numbers equal. It is not changed. Returns: floats of that shape and dtype. standardise(torch.tensor([[1.0, 5.0], [3.0, 9.0]])) -> tensor([[-1., -1.], [ 1., 1.]]) \"\"\" Your function on the real prices: def four_curves(): \"\"\"The standardised prices for each name.\"\"\" return dict(zip(names, standardise(full.clone()).T, strict=True)) show.lines( torch.linspace(1997.4, 2022.5, len(full)), four_curves, \"Four prices, 1997 to 2022; all but IBM rise steeply at the end.\", title=\"Four prices on one scale\", )"
},
{
"at": "10_capstone.html#4-a-line",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "4 · A line",
"words": "Whatever grows by the same percentage each year becomes a straight line when you take the logarithm, which undoes exp. So the slope of a line through the logarithms of the index tells you how fast it grows. The file has one row per month, and 120 months are a decade. index = prices[:, 3] index = index[index > 0] # a comparison with NaN is False: this leaves the gaps out log_index = index[:-1].log() # without the last row: a second one in the same month months = torch.arange(390.0) decades = (months - months.mean()) / 120 # 0 is halfway through print(decades[:3], log_index[:3]) A line has two parameters, its slope and its height at 0. The loss says how wrong it is: the mean of the squared differences between its heights and the measured ones. You know from unit 06 what to do with a loss: go downhill."
},
{
"at": "10_capstone.html#exercise-7-fit_line",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 7 · fit_line",
"words": "Start with slope 0 and height 0: a vector of two numbers, or two scalars, as you like. In each step, both go against their gradients, by lr times the gradient. (For dtype and device remember x.new_zeros, units 04 and 09.) Rule: tensors and autograd only: nothing from torch.optim or torch.nn, and no ready-made solver. def fit_line(x, y, lr, steps): \"\"\"Fit a line by gradient descent on the mean squared error. x, y: floats (n,), the points, n at least 1. lr: a float, the size of a step. steps: an int, 0 or more. Returns: floats (2,), slope and height at 0, of x's dtype, on x's device, not requiring grad. fit_line(torch.tensor([1.0]), torch.tensor([3.0]), 0.25, 1) -> tensor([1.5000, 1.5000]) \"\"\" Your line goes through two sets of points. The first is the index. To get from a slope per decade to a percentage per year, divide by 10 and undo the logarithm with exp. def index_and_line(): \"\"\"The logarithm of the index, and your line; prints the yearly growth.\"\"\" slope, height = fit_line(decades, log_index, 0.3, 30) growth = (slope / 10).exp() - 1 print(f\"The index grows by {100 * growth:.1f} percent a year.\") return {\"log of the index\": log_index, \"your line\": slope * decades + height} show.lines( 1990 + months / 12, index_and_line, \"The logarithm of the index, wavy and rising, and a line that rises with it.\", dots=[\"log of the index\"], ) Were 30 steps enough? Whenever you train something, look at the loss: it should fall, and then level off. def loss_by_step(): \"\"\"The loss of the line after 0, 1, 2, … 40 steps.\"\"\" losses = [] for steps in range(41): slope, height = fit_line(decades, log_index, 0.3, steps) losses.append(((slope * decades + height - log_index) ** 2).mean()) return {\"loss\": torch.stack(losses)} show.lines( torch.arange(41.0), loss_by_step, \"A curve that falls steeply in the first steps, and then runs level just above 0.\", title=\"The loss after each step\", ) The second is the land: a cut across the map from west to east, the mean of twenty rows. east = torch.linspace(-1, 1, 120) land = heights[30:50].mean(dim=0) land = (land - land.mean()) / land.std() def land_and_line(): \"\"\"The heights of the land, and your line through them.\"\"\" slope, height = fit_line(east, land, 0.3, 30) return {\"the land\": land, \"your line\": slope * east + height} show.lines( east, land_and_line, \"Sea, a tall round island, sea, and a steep coast; the line through it misses all of them.\", dots=[\"the land\"], )"
},
{
"at": "10_capstone.html#5-a-network",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "5 · A network",
"words": "No line follows the land. A network of two layers can. The first layer makes several lines from x at once (x @ w1 + b1), and bends each of them with torch.tanh, which is nearly a line around 0 and levels off towards -1 and 1: tanh of 0.1 is 0.0997, of 1 it is 0.76, of 4 it is 0.9993. The bent lines are called hidden units. The second layer adds them up, each with its own weight."
},
{
"at": "10_capstone.html#exercise-8-two_layers",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 8 · two_layers",
"words": "For each row of x: hidden = tanh(x · w1 + b1) > > answer = hidden · w2 + b2 Each dot is a matrix product. Remember what unit 07 said about predictions that come as a column. def two_layers(x, w1, b1, w2, b2): \"\"\"A network with one layer of hidden units. x: floats (n, inputs). w1: (inputs, hidden). b1: (hidden,). w2: (hidden, 1). b2: (1,). Returns: floats (n,), even for n = 1 and n = 0; gradients flow to all four parameters. two_layers(torch.zeros(1, 1), torch.ones(1, 1), torch.zeros(1), torch.ones(1, 1), torch.ones(1)) -> tensor([1.]) \"\"\" The line started with zeros. A network can't: its hidden units would be 0, and so would w2, which multiplies them. Change one of two factors while the other is 0, and nothing happens: all gradients but that of b2 would be 0, for ever. So we start with random numbers. x = east.unsqueeze(1) # a column: a network takes one row per point def fresh_start(): \"\"\"The four parameters of a network with 8 hidden units, before any training.\"\"\" generator = torch.Generator().manual_seed(0) w1 = torch.randn(1, 8, generator=generator) * 4 b1 = torch.randn(8, generator=generator) * 4 w2 = torch.randn(8, 1, generator=generator) / 3 return [t.requires_grad_() for t in (w1, b1, w2, torch.zeros(1))]"
},
{
"at": "10_capstone.html#exercise-9-network_curve",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Exercise 9 · network_curve",
"words": "Train it. Take 200 steps with lr 0.2 on the mean squared error between two_layers(x, ...) and land; all four parameters take part in each step. Then put the heights that the trained network gives for x into network_curve: shape (120,), without history. Start the cell with w1, b1, w2, b2 = fresh_start(), so that running it again trains from scratch. show.lines( east, {\"the land\": land, \"your network\": network_curve}, \"The land again, and a smooth curve that follows the island and the coast in the east.\", dots=[\"the land\"], ) Nobody told the network what an island looks like. It had 25 numbers, a loss, and 200 steps downhill. Networks that write and paint have more numbers and more layers. The loop is this one."
},
{
"at": "10_capstone.html#keep-what-was-learned",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Keep what was learned",
"words": "A trained network is its parameters. torch.save writes tensors, alone or in a list or dictionary, into a file, and torch.load brings them back: import tempfile def through_a_file(tensors): \"\"\"Save a dictionary of tensors, and load it again.\"\"\" with tempfile.TemporaryDirectory() as folder: path = folder + \"/network.pt\" torch.save(tensors, path) return torch.load(path) loaded = through_a_file({\"w1\": torch.randn(1, 8), \"b1\": torch.zeros(8)}) print(list(loaded), loaded[\"w1\"].shape) The folder of this example is thrown away at once; give a path of your own, such as \"network.pt\", and put your four parameters in."
},
{
"at": "10_capstone.html#the-card",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "The card",
"words": "You want You write From unit a number for a network bytes / 255: float32 from 0 to 1 04 a part of a picture photo[100:356, 128:384], rows first, the stop excluded 08 the dimensions in another order permute, never reshape 02 pictures side by side torch.cat([a, b], dim=1) 09 one number for each pixel, for all its colours mask.unsqueeze(2) 07 the mean of each block reshape to more dimensions, then mean(dim=(1, 3)) 03, and this one differences of neighbours z[2:] - z[:-2] 08 rows without gaps t[~t.isnan().any(dim=1)] 08, and this one columns on one scale minus mean(dim=0), divided by std(dim=0, correction=0) 07 to train anything loss, backward(), step under no_grad(), clear .grad 06 to keep tensors torch.save(tensors, path), torch.load(path) this one"
},
{
"at": "10_capstone.html#the-deck-says-pytorch-does",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "The deck says / PyTorch does",
"words": "The deck has no slide for this unit. These are lines of the deck that you have just used: The deck says PyTorch does t[0:1] is the first 2 lines a slice ends before its stop: 100:356 are 256 rows broadcasting duplicates the first tensor until it reaches the size of the second a tint of shape (3,) meets 8,600 pixels, and nothing is copied positive derivative: we increased the parameter and the function increased as well so a step goes against the gradient to use .backward(), we need to obtain a scalar value the loss is that scalar; the deck adds up, here it is a mean"
},
{
"at": "10_capstone.html#where-next",
"unit": "10 · Capstone: a photograph, a landscape, money, and a network",
"title": "Where next",
"words": "torch.nn has layers ready-made, torch.optim the step, and DataLoader in torch.utils.data hands out the data in batches. You know what is inside. torch.compile turns a function into faster code, and torch.amp mixes 16-bit and 32-bit floats for you. torch.func has vmap, which runs a function over a whole batch, and jacrev, for more than one output. Hooks let you look at, or change, a gradient on its way back. Streams let a GPU do two things at once; channels_last lays pictures out as its hardware likes them. And the manual, pytorch.org/docs: you can read it now."
}
];
