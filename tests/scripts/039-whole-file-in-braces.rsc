{
  :local a 1
  :local b 2
  {
    :local a 10
    :put ($a + $b)
  }
  :put ($a + $b)
}
